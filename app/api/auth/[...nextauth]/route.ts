import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '@/lib/server/sign-in/auth';
import { requireKnownHost, requireSameOrigin } from '@/lib/server/http/origin';
import { answer } from '@/lib/server/http/route';

type Context = { params: Promise<{ nextauth: string[] }> };

const handle = (request: NextRequest, context: Context): Promise<Response> =>
  NextAuth(authOptions())(request, context);

export const GET = (request: NextRequest, context: Context) => answer(() => handle(request, context));

export const POST = (request: NextRequest, context: Context) =>
  answer(() => {
    requireKnownHost(request.headers);
    requireSameOrigin(request.headers);
    return handle(request, context);
  });
