import type { Incoming } from '../exchange.ts';
import type { Answer } from '../s3/request.ts';
import type { World } from '../world/world.ts';
import { decide } from './control.ts';

export const VERIFICATION_PATH = '/_simulated/sso/device';

/** Where a person of the simulated directory says who they are, and allows or denies what waits under a code. */
export function answerVerification(world: World, { method, query, body }: Incoming): Answer {
  if (method !== 'POST') return page(200, asking(world, query.get('user_code') ?? ''));
  const form = new URLSearchParams(body);
  const allowed = form.get('decision') === 'allow';
  try {
    decide(world, { userCode: form.get('user_code') ?? '', person: allowed ? (form.get('person') ?? '') : null });
  } catch (error) {
    return page(
      400,
      `<h1>That did not work</h1><p role="alert">${escaped(error instanceof Error ? error.message : '')}</p>`,
    );
  }
  return page(
    200,
    allowed
      ? '<h1>Request approved</h1><p role="status">Straybytes has been given access. You can close this window.</p>'
      : '<h1>Request denied</h1><p role="status">Straybytes has not been given access. You can close this window.</p>',
  );
}

function asking(world: World, userCode: string): string {
  const people = world.sso.directory
    .people()
    .map(
      ({ userName, name }, index) =>
        `<label><input type="radio" name="person" value="${escaped(userName)}"${index === 0 ? ' checked' : ''}> ${escaped(name)} (${escaped(userName)})</label>`,
    );
  return `<h1>Simulated IAM Identity Center</h1>
<form method="post" action="${VERIFICATION_PATH}">
<label for="user_code">Code</label> <input id="user_code" name="user_code" value="${escaped(userCode)}" required autocomplete="off">
<fieldset><legend>Who are you?</legend>${people.join('')}</fieldset>
<p>Allow Straybytes to access your data? It will see the AWS accounts and permission sets that are assigned to you.</p>
<button name="decision" value="allow">Allow access</button> <button name="decision" value="deny">Deny access</button>
</form>`;
}

const style = `body{font:16px/1.5 system-ui,sans-serif;color:#1d1c1a;background:#fbfaf7;max-width:34rem;margin:3rem auto;padding:0 1rem}
fieldset{border:1px solid #6b6860;margin:1rem 0}fieldset label{display:block}button,input{font:inherit;padding:.3rem .8rem}`;

function page(status: number, content: string): Answer {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Simulated IAM Identity Center</title><style>${style}</style></head><body><main>${content}</main></body></html>`;
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }, body };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
