// A real OpenID provider, set as FranceConnect and ProConnect are: oidc-provider, on the loopback.
// What differs between tests comes by the environment; the one page it shows signs Angela in.

import { createServer } from 'node:http';

import Provider from 'oidc-provider';

const { HOST, PORT, CLIENT_ID, CLIENT_SECRET, RETURN_URI, SIGN_OUT_URI, JWKS, ALGORITHM } = process.env;
const issuer = `http://${HOST}:${PORT}`;
const names = [
  'given_name', 'family_name', 'usual_name', 'gender', 'birthdate', 'birthplace', 'birthcountry',
  'email',
];
const angela = JSON.parse(process.env.PERSON);

const provider = new Provider(issuer, {
  clients: [{
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    redirect_uris: [RETURN_URI],
    post_logout_redirect_uris: [SIGN_OUT_URI],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: ALGORITHM,
    userinfo_signed_response_alg: ALGORITHM,
  }],
  jwks: JSON.parse(JWKS),
  cookies: { keys: ['one key of the tests'] },
  acrValues: ['eidas1', 'eidas2', 'eidas3'],
  scopes: ['openid'],
  claims: Object.fromEntries([['openid', ['sub']], ...names.map((name) => [name, [name]])]),
  pkce: { required: () => true },
  ttl: {
    AccessToken: 60, AuthorizationCode: 30, IdToken: 60, Interaction: 600, Session: 600, Grant: 600,
  },
  features: {
    devInteractions: { enabled: false },
    claimsParameter: { enabled: true },
    jwtUserinfo: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource(ctx, form) {
        ctx.body = page('Quitter', `${form}<button form="op.logoutForm" name="logout" value="yes">Quitter</button>`);
      },
    },
  },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...angela }) }),
});

createServer(async (request, response) => {
  try {
    if (request.url.startsWith('/interaction/')) await interact(request, response);
    else await provider.callback()(request, response);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}).listen(Number(PORT), '127.0.0.1');

async function interact(request, response) {
  const { uid, params } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(page('Fournisseur d’essai', `<form method="post" action="/interaction/${uid}">
      <button name="answer" value="yes">Je suis Angela</button>
      <button name="answer" value="no">Je renonce</button></form>`));
    return;
  }
  const refused = (await bodyOf(request)).includes('answer=no');
  const result = refused
    ? { error: 'access_denied', error_description: 'User auth aborted' }
    : { login: { accountId: angela.sub, acr: 'eidas1', amr: ['pwd'] }, consent: { grantId: await grant(params) } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function grant(params) {
  const given = new provider.Grant({ accountId: angela.sub, clientId: params.client_id });
  given.addOIDCScope(params.scope);
  given.addOIDCClaims(['acr', 'amr', ...names]);
  return given.save();
}

async function bodyOf(request) {
  let body = '';
  for await (const piece of request) body += piece;
  return body;
}

function page(title, body) {
  return `<!doctype html><html lang="fr"><title>${title}</title><h1>${title}</h1>${body}</html>`;
}
