/**
 * What a browser carries to show who is asking. The server reads it and the description of the
 * API tells of it, so its names stand here once.
 */

/**
 * The cookies that carry the session token; scripts of the page cannot read them. Over HTTPS no
 * other host and nobody in plain HTTP can set it (RFC 6265bis section 4.1.3).
 */
export const sessionCookies = { plain: 'daicho_session', host: '__Host-daicho_session' } as const
