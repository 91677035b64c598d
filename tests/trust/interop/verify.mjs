// Both directions: what Lintel signs, http-message-signatures verifies; what it signs, Lintel
// verifies; and neither takes a request that was changed. Keys and digests come from node itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createSigner, createVerifier, httpbis } from 'http-message-signatures';

const program = process.argv[2];
const origin = 'https://collector.local';
const device = '123e4567-e89b-42d3-a456-426614174000';
const created = 1795192867;
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const seed = privateKey.export({ format: 'jwk' }).d;
const keyText = publicKey.export({ format: 'jwk' }).x;

const requests = [
  { method: 'GET', target: '/v1/schedule', body: Buffer.alloc(0) },
  { method: 'GET', target: '/v1/hello?nonce=a%20b&x=1', body: Buffer.alloc(0) },
  { method: 'POST', target: '/v1/responses', body: Buffer.from('[{"id":"é"}]') },
  { method: 'PUT', target: '/v1/ledger?full=1', body: gzipSync('{"device":"x"}') },
];

function lintel(words, body) {
  return execFileSync(program, words, { input: body, encoding: 'utf8' }).split('\n');
}

function digestOf(body) {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

function fieldsOf({ target, body }) {
  return ['@method', '@path', ...(target.includes('?') ? ['@query'] : []),
    ...(body.length ? ['content-digest'] : []), 'lintel-device'];
}

async function theyAccept(message, key) {
  try {
    return await httpbis.verifyMessage({
      keyLookup: async ({ keyid }) =>
        keyid === device ? { id: device, algs: ['ed25519'], verify: createVerifier(key, 'ed25519') }
                         : null,
      requiredFields: ['@method', '@path', 'lintel-device'],
      requiredParams: ['created', 'keyid', 'alg'],
      notAfter: created,
    }, message) === true;
  } catch (error) {
    return false;
  }
}

async function oursIsUnderstood(request) {
  const { method, target, body } = request;
  const [digest, input, signature] =
    lintel(['sign', method, target, device, String(created), seed], body);
  assert.equal(digest, body.length ? digestOf(body) : '');
  const message = {
    method, url: origin + target,
    headers: { 'Lintel-Device': device, ...(digest && { 'Content-Digest': digest }),
      'Signature-Input': input, Signature: signature },
  };
  assert.equal(await theyAccept(message, publicKey), true, `${method} ${target}`);
  assert.equal(await theyAccept(message, stranger.publicKey), false, 'another key');
  assert.equal(await theyAccept({ ...message, method: 'DELETE' }, publicKey), false, 'method');
  assert.equal(await theyAccept({ ...message, url: `${origin}/v1/other` }, publicKey), false,
    'path');
}

async function theirsIsUnderstood(request) {
  const { method, target, body } = request;
  const headers = { 'Lintel-Device': device,
    ...(body.length && { 'Content-Digest': digestOf(body) }) };
  const signed = await httpbis.signMessage({
    key: createSigner(createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })),
      'ed25519', device),
    name: 'lintel', fields: fieldsOf(request), params: ['created', 'keyid', 'alg'],
    paramValues: { created: new Date(created * 1000) },
  }, { method, url: origin + target, headers });
  const verdict = (changes = {}) => {
    const { method: m, target: t, body: b } = { ...request, ...changes };
    return lintel(['verify', m, t, device, String(created), changes.key ?? keyText,
      headers['Content-Digest'] ?? '', signed.headers['Signature-Input'],
      signed.headers.Signature], b)[0];
  };
  assert.equal(verdict(), 'passed', `${method} ${target}`);
  assert.notEqual(verdict({ method: 'DELETE' }), 'passed');
  assert.notEqual(verdict({ target: '/v1/other' }), 'passed');
  assert.notEqual(verdict({ body: Buffer.from('changed') }), 'passed');
  assert.notEqual(verdict({ key: stranger.publicKey.export({ format: 'jwk' }).x }), 'passed');
}

for (const request of requests) {
  await oursIsUnderstood(request);
  await theirsIsUnderstood(request);
}
console.log(`${requests.length} requests, both directions, changed ones refused.`);
