/**
 * Reads the signed part of a certificate's QR code (docs/verification.md) and checks its signature in the browser. Nothing
 * is sent anywhere.
 */
const VERSION = 'CR1';
const LONGEST = 512;

/** The public key of a certificate on P-256 (RFC 5480): always these bytes, then the point. */
const KEY_HEAD = [0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
  0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04];
const KEY_LENGTH = 91;

const bytesOf = binary => Uint8Array.from(binary, character => character.charCodeAt(0));

/** Decodes base64url without padding; null for what isn't written exactly so. */
function decode(text) {
  try {
    const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    const again = btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    return again === text ? bytesOf(binary) : null;
  } catch {
    return null;
  }
}

/** The public keys of certificates in PEM, as the browser's cryptography takes them. */
function keysIn(pem) {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].flatMap(([, base64]) => {
    const bytes = bytesOf(atob(base64.replace(/\s/g, '')));
    for (let at = 0; at + KEY_LENGTH <= bytes.length; at++) {
      if (KEY_HEAD.every((byte, index) => bytes[at + index] === byte)) {
        return [bytes.slice(at, at + KEY_LENGTH)];
      }
    }
    return [];
  });
}

/** Tells whether a text may hold a signed part: an address with one, or the part itself. */
export const holdsShortForm = text => /(^|#)CR\d+\./.test(text);

/** Tells whether this browser can check signatures; old ones, and plain http, can't. */
export const canCheck = () => Boolean(globalThis.crypto?.subtle);

/**
 * Returns `{number, from, to, face}` if the text is signed with one of the keys, else null.
 *
 * @param text the whole content of the QR code, or the part behind `#`
 * @param pem certificates of the keys
 */
export async function readShortForm(text, pem) {
  const parts = text.slice(text.indexOf('#') + 1).trim().split('.');
  const [body, signature] = parts.slice(1).map(decode);
  if (text.length > LONGEST || parts.length !== 3 || parts[0] !== VERSION || !body || signature?.length !== 64) {
    return null;
  }
  const signed = new TextEncoder().encode(`${parts[0]}.${parts[1]}`);
  for (const key of keysIn(pem)) {
    const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'};
    const known = await crypto.subtle.importKey('spki', key, algorithm, false, ['verify']).catch(() => null);
    if (known && (await crypto.subtle.verify(algorithm, known, signature, signed))) {
      const [number, from, to, face] = new TextDecoder().decode(body).split('|');
      return /^\d{8}$/.test(from) && /^\d{8}$/.test(to) && face ? {number, from, to, face} : null;
    }
  }
  return null;
}
