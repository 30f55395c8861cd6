/** Headers of every answer; where the public address has TLS, browsers ask there for nothing without it for a year. */
export function securityHeaders({ trustedOrigin }: { trustedOrigin: string | null }): Record<string, string> {
  const withTls = trustedOrigin?.startsWith('https:') === true;
  return { ...always, ...(withTls && { 'strict-transport-security': 'max-age=31536000' }) };
}

const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** Scripts run only with this request's nonce; styles are inline, because Mantine writes them so. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
