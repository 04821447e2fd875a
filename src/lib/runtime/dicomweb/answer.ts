import type { Actor } from '#lib/core/actor.ts';
import { serveDicomweb, type ImageStore } from '#lib/features/imaging/dicomweb/serve.server.ts';
import type { App } from '#lib/server/app.ts';
import { problem, type Answer, type DicomwebRequest } from '#lib/server/dicomweb/answer.ts';
import { refusalOf, type Refusal } from '#lib/server/http/access.ts';
import type { Entrance } from './stores.ts';

const refusals: Readonly<Record<Refusal, Answer>> = {
	'sign-in-required': problem(401, 'sign-in-required', 'Sign in, or send a token.', {
		'www-authenticate': 'Bearer realm="dicomweb"'
	}),
	'not-permitted': problem(403, 'not-permitted', 'This account or token may not do this.')
};

/** What somebody gets at an entrance: what stands behind it, or why they are not let in. */
export type Decision = { readonly store: ImageStore } | { readonly refusal: Refusal };

/** Decides who is let in where, for both ways into the service: the web framework's routes and the server's own. */
export async function decide(app: App, actor: Actor | null, entrance: Entrance): Promise<Decision> {
	const refusal = refusalOf(actor, entrance.permission);
	if (refusal !== null || !actor) return { refusal: refusal ?? 'sign-in-required' };
	return { store: await entrance.open(app, actor) };
}

/** Answers a request at an entrance for which a decision was made. */
export async function answerAt(app: App, decision: Decision, request: DicomwebRequest): Promise<Answer> {
	if ('refusal' in decision) return refusals[decision.refusal];
	return serveDicomweb(app, decision.store, request);
}

/** The segments of a path below `/dicomweb/`, decoded; null where they are not written as they should be. */
export function segmentsOf(pathname: string): readonly string[] | null {
	if (!pathname.startsWith('/dicomweb/')) return null;
	try {
		const segments = pathname.slice('/dicomweb/'.length).replace(/\/$/, '').split('/');
		if (!pathname.includes('%')) return segments;
		const decoded = segments.map(decodeURIComponent);
		// No id and no UID holds a NUL, and a database may fail at one.
		return decoded.some((segment) => segment.includes('\0')) ? null : decoded;
	} catch {
		return null;
	}
}
