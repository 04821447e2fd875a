import { err, ok, type Result } from '#lib/core/result.ts';

export type Level = 'study' | 'series' | 'instance';

/** The part of the store that a path names. */
export type Scope = {
	readonly study: string;
	readonly series: string | null;
	readonly instance: string | null;
};

/** What a path below the root of the service asks for (PS3.18 10.3). */
export type Target =
	| {
			readonly kind: 'search';
			readonly level: Level;
			readonly study: string | null;
			readonly series: string | null;
	  }
	| { readonly kind: 'dicom' | 'metadata'; readonly scope: Scope }
	| {
			readonly kind: 'rendered' | 'thumbnail';
			readonly scope: Scope;
			readonly frames: readonly number[] | null;
	  }
	| { readonly kind: 'frames'; readonly scope: Scope; readonly frames: readonly number[] }
	| { readonly kind: 'bulkdata'; readonly scope: Scope; readonly tag: number };

export type TargetError = 'no-such-resource' | 'bad-uid' | 'bad-frame-list' | 'too-many-frames';

/** Most frames of one request. */
export const maxFrames = 1000;

/** Anonymisers write hashes where a UID belongs, so letters pass (`core/dicom/describe.ts`). */
const uid = /^[0-9A-Za-z][0-9A-Za-z.-]{0,63}$/;

/** Reads a path's decoded segments; methods are not looked at. */
export function parseTarget(segments: readonly string[]): Result<Target, TargetError> {
	const names: Record<'studies' | 'series' | 'instances', string | null> = {
		studies: null,
		series: null,
		instances: null
	};
	let at = 0;
	for (const level of ['studies', 'series', 'instances'] as const) {
		if (segments[at] !== level) continue;
		const value = segments[at + 1];
		if (value === undefined)
			return at + 1 === segments.length ? search(level, names) : err('no-such-resource');
		if (level !== 'studies' && names.studies === null) return err('no-such-resource');
		if (level === 'instances' && names.series === null) return err('no-such-resource');
		if (!uid.test(value) || value.includes('..')) return err('bad-uid');
		names[level] = value;
		at += 2;
	}
	const { studies: study, series, instances: instance } = names;
	if (study === null) return err('no-such-resource');
	return inside({ study, series, instance }, segments.slice(at));
}

function search(
	level: 'studies' | 'series' | 'instances',
	{ studies: study, series }: { studies: string | null; series: string | null }
): Result<Target, TargetError> {
	const levels = { studies: 'study', series: 'series', instances: 'instance' } as const;
	return ok({ kind: 'search', level: levels[level], study, series });
}

function inside(scope: Scope, rest: readonly string[]): Result<Target, TargetError> {
	const [what, value, more] = rest;
	if (what === undefined) return ok({ kind: 'dicom', scope });
	if (what === 'metadata' && rest.length === 1) return ok({ kind: 'metadata', scope });
	if ((what === 'rendered' || what === 'thumbnail') && rest.length === 1) {
		return ok({ kind: what, scope, frames: null });
	}
	if (scope.instance === null || value === undefined) return err('no-such-resource');
	if (what === 'bulkdata' && rest.length === 2) {
		return /^[0-9A-Fa-f]{8}$/.test(value)
			? ok({ kind: 'bulkdata', scope, tag: Number.parseInt(value, 16) })
			: err('no-such-resource');
	}
	if (what !== 'frames' || rest.length > 3) return err('no-such-resource');
	const frames = frameList(value);
	if (!frames.ok) return frames;
	if (more === undefined) return ok({ kind: 'frames', scope, frames: frames.value });
	if (more !== 'rendered' && more !== 'thumbnail') return err('no-such-resource');
	return ok({ kind: more, scope, frames: frames.value });
}

function frameList(text: string): Result<readonly number[], 'bad-frame-list' | 'too-many-frames'> {
	if (!/^[1-9]\d{0,8}(,[1-9]\d{0,8})*$/.test(text)) return err('bad-frame-list');
	const frames = text.split(',').map(Number);
	return frames.length > maxFrames ? err('too-many-frames') : ok(frames);
}
