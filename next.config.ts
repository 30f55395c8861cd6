import type { NextConfig } from 'next';

const config: NextConfig = {
  cacheComponents: true,
  partialPrefetching: true,
  typedRoutes: true,
  experimental: {
    // A page that takes more than a person may answers 403, with our page for it.
    authInterrupts: true,
    // Of each body, kept before the door (proxy.ts) is asked; none is larger (lib/server/http-server.ts).
    proxyClientMaxBodySize: 1024 * 1024,
  },
  poweredByHeader: false,
  // A package-lock.json in a folder above, such as the home directory, must not make that the root.
  turbopack: { root: import.meta.dirname },
  // Types are checked by `npm run verify`, once, with the compiler of this repository.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg', 'pg-boss', '@prisma/client', '@prisma/adapter-pg', 'pino'],
};

export default config;
