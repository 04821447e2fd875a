import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import type { Permission } from '#lib/core/permissions.ts';
import type { Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { refusalOf } from './access.ts';
import { faultCode } from './fault-code.ts';
import { readForm } from './form.ts';
import { statusOf } from './respond.ts';
import { recordView } from './viewed.ts';

/** Names what guards a route; `public` is for people who have not signed in. */
export type Guard = Permission | 'public';

export type Context = {
	readonly app: App;
	readonly actor: Actor;
	readonly params: Readonly<Record<string, string>>;
	readonly url: URL;
	readonly event: RequestEvent;
};

export type PublicContext = Omit<Context, 'actor'> & { readonly actor: Actor | null };

type Guarded<F, G extends Guard> = F & { readonly guard: G };

function guard<F, const G extends Guard>(name: G, run: F): Guarded<F, G> {
	// The access test reads the guard off every route's exports.
	return Object.assign(run as F & object, { guard: name });
}

function publicContext(event: RequestEvent): PublicContext {
	return {
		app: event.locals.app,
		actor: event.locals.actor,
		params: event.params as Readonly<Record<string, string>>, // a matched route has all its parameters
		url: event.url,
		event
	};
}

/** Asks the one place that decides access (`access.ts`): sends nobody to sign in, refuses who may not, and gives the rest their context. */
export function authorise(event: RequestEvent, permission: Permission): Context {
	const context = publicContext(event);
	const { actor } = context;
	const refusal = refusalOf(actor, permission);
	if (refusal === 'not-permitted') error(403, refusal);
	if (refusal !== null || !actor) {
		const wantsPage = event.request.method === 'GET' && event.request.headers.get('accept')?.includes('html');
		if (wantsPage || event.isDataRequest) {
			redirect(303, `/sign-in?to=${encodeURIComponent(event.url.pathname)}`);
		}
		const { unsent } = event.locals;
		error(401, unsent ? { message: 'sign-in-required', unsent } : 'sign-in-required');
	}
	return { ...context, actor };
}

/** A page's load, for those who hold the permission. That an auditor was given it is written down (`viewed.ts`). */
export function page<T>(permission: Permission, load: (context: Context) => T | Promise<T>) {
	return guard(permission, async (event: RequestEvent): Promise<T> => {
		const context = authorise(event, permission);
		const data = await load(context);
		await recordView({ ...context, routeId: event.route.id });
		return data;
	});
}

/** The load of what stands around pages, for those who hold the permission: no page of its own. */
export function frame<T>(permission: Permission, load: (context: Context) => T | Promise<T>) {
	return guard(permission, async (event: RequestEvent): Promise<T> => load(authorise(event, permission)));
}

/** A page's load for everybody, signed in or not. */
export function publicPage<T>(load: (context: PublicContext) => T | Promise<T>) {
	return guard('public', async (event: RequestEvent): Promise<T> => load(publicContext(event)));
}

/** An HTTP endpoint, for those who hold the permission. That an auditor was given a file is written down, as of a page. */
export function endpoint(permission: Permission, handle: (context: Context) => Response | Promise<Response>) {
	return guard(permission, async (event: RequestEvent): Promise<Response> => {
		const context = authorise(event, permission);
		const response = await handle(context);
		if (event.request.method === 'GET' && response.ok) {
			await recordView({ ...context, routeId: event.route.id });
		}
		return response;
	});
}

/** An HTTP endpoint for everybody. */
export function publicEndpoint(handle: (context: PublicContext) => Response | Promise<Response>) {
	return guard('public', async (event: RequestEvent): Promise<Response> => handle(publicContext(event)));
}

type AfterAction<T, I> = {
	redirectTo?: (value: T, input: I) => string;
	/** Gives a page with scripts the data of the page that it goes to along with the answer (`ui/handed-page.ts`). */
	handsOn?: boolean;
};

/** What a form action answers when it did not succeed: codes by field, or one code for the whole. */
export type ActionFailure = {
	readonly error?: string;
	readonly fields?: Readonly<Record<string, string>>;
	readonly values?: Readonly<Record<string, unknown>>;
};

async function runAction<C, S extends z.ZodType, T, E extends string>(
	context: C & PublicContext,
	schema: S,
	command: (context: C, input: z.output<S>) => Promise<Result<T, E>>,
	after: AfterAction<T, z.output<S>>
) {
	const values = { ...(await readForm(context.event.request)), ...context.params };
	const parsed = schema.safeParse(values, { reportInput: true });
	// Passwords are not sent back to be shown again.
	const shown = Object.fromEntries(Object.entries(values).filter(([name]) => !/password/i.test(name)));
	if (!parsed.success) {
		const fields: Record<string, string> = {};
		for (const issue of parsed.error.issues) fields[issue.path.join('.') || 'form'] ??= faultCode(issue);
		return fail(400, { fields, values: shown } satisfies ActionFailure);
	}
	const result = await command(context, parsed.data);
	if (!result.ok) {
		return fail(statusOf(result.error), { error: result.error, values: shown } satisfies ActionFailure);
	}
	if (!after.redirectTo) return { done: true as const, value: result.value };
	const to = after.redirectTo(result.value, parsed.data);
	const data = after.handsOn ? await dataOf(context.event, to) : null;
	if (data === null) redirect(303, to);
	return { done: true as const, value: result.value, handed: { to, data } };
}

/**
 * What a page's script would ask for next, made as if it had: by the page's own load, behind its own door. Null for a page without
 * scripts, which is redirected, and where it cannot be had: the script then asks itself.
 */
async function dataOf({ request, fetch }: RequestEvent, to: string): Promise<string | null> {
	if (request.headers.get('x-sveltekit-action') !== 'true') return null;
	try {
		const answer = await fetch(`${to}/__data.json`);
		return answer.ok ? await answer.text() : null;
	} catch {
		// What was asked for is done: nothing that goes wrong from here on may look as if it were not.
		return null;
	}
}

/**
 * A form action: parses the form (and the route's parameters) with the schema, runs the command, and maps an expected
 * failure to its status. Zod messages and error codes are texts of `i18n/en/errors.ts`.
 */
export function action<S extends z.ZodType, T, E extends string>(
	permission: Permission,
	schema: S,
	command: (context: Context, input: z.output<S>) => Promise<Result<T, E>>,
	after: AfterAction<T, z.output<S>> = {}
) {
	return guard(permission, async (event: RequestEvent) =>
		runAction(authorise(event, permission), schema, command, after)
	);
}

/**
 * A form action that reads its request itself, for forms with files. It answers like an action: with a redirect, or with
 * what `fail` makes of an {@link ActionFailure}.
 */
export function fileAction<T>(permission: Permission, run: (context: Context) => Promise<T>) {
	return guard(permission, async (event: RequestEvent): Promise<T> => run(authorise(event, permission)));
}

/** A form action for everybody. */
export function publicAction<S extends z.ZodType, T, E extends string>(
	schema: S,
	command: (context: PublicContext, input: z.output<S>) => Promise<Result<T, E>>,
	after: AfterAction<T, z.output<S>> = {}
) {
	return guard('public', async (event: RequestEvent) =>
		runAction(publicContext(event), schema, command, after)
	);
}
