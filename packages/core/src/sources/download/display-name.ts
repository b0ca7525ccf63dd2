/** A URL for messages: without what may be secret in it, a password or a signed query. */
export function displayName(url: URL): string {
  return `${url.origin}${url.pathname}`;
}
