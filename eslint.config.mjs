import { defineConfig, globalIgnores } from 'eslint/config';
import nextVitals from 'eslint-config-next/core-web-vitals';
import nextTs from 'eslint-config-next/typescript';

/** The import walls of the house: see "How it fits together" in the README. */
const wall = (files, patterns, ignores = []) => ({
  files,
  ignores: ['**/*.test.ts', '**/*.test.tsx', ...ignores],
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const ban = (group, message) => ({ group, message });

const server = ban(['@/lib/server/*', '**/server/**'], 'Components and pure rooms never see the server.');
const ioredis = ban(['ioredis', 'ioredis/*'], 'Only lib/server/redis/connection.ts speaks to ioredis.');
const recharts = ban(['recharts', 'recharts/*'], 'Only components/charts imports recharts.');
const upwards = ban(['@/app/*', '@/components/*'], 'lib never imports app or components.');
const impure = ban(
  ['next', 'next/*', 'next-auth', 'next-auth/*', 'react', 'react-dom', 'node:*'],
  'This room is pure.',
);

export default defineConfig([
  ...nextVitals,
  ...nextTs,
  globalIgnores(['.next/**', 'data/**', 'next-env.d.ts', 'test-results/**', 'lib/redis/fixtures/**']),
  {
    rules: {
      '@next/next/no-html-link-for-pages': 'off',
      // It warns of the React Compiler, which this project does not use.
      'react-hooks/incompatible-library': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  wall(['app/**/*.{ts,tsx}'], [ioredis, recharts]),
  wall(['components/**/*.{ts,tsx}'], [server, ioredis, recharts], ['components/charts/**']),
  wall(['components/charts/**/*.{ts,tsx}'], [server, ioredis]),
  wall(['lib/server/**/*.ts'], [ioredis, recharts, upwards], ['lib/server/redis/connection.ts']),
  wall(['lib/client/**/*.{ts,tsx}'], [server, ioredis, recharts, upwards]),
  wall(['lib/**/*.ts'], [server, ioredis, recharts, upwards, impure], ['lib/server/**', 'lib/client/**']),
  {
    // Everything but the launchers, which run before the product does, reads its settings through lib/server/env.ts.
    files: ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'lib/**/*.ts', '*.ts'],
    ignores: ['lib/server/env.ts', 'instrumentation.ts', '*.config.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'lib/server/env.ts is the only reader of process.env.',
        },
      ],
    },
  },
]);
