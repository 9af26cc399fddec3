// @ts-check

/** The path of PUBLIC_URL, e.g. `/hitrate` for https://ops.example.com/hitrate; Next fixes it at build time. */
const basePath = process.env.PUBLIC_URL ? new URL(process.env.PUBLIC_URL).pathname.replace(/\/+$/, '') : '';

/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  basePath,
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ['ioredis', 'better-sqlite3'],
  devIndicators: false,
  // A route's code is loaded when somebody first asks for it: all of it at once would hold a third more memory.
  experimental: { preloadEntriesOnStart: false },
  // `npm run check` looks at the types, those of the tests too; who only starts the dashboard need not wait for it.
  typescript: { ignoreBuildErrors: true },
};

export default config;
