import type { ObjectUids } from '#lib/server/pacs/retrieve-object.ts';

/** An object of the PACS with the facts under which it was taken in. */
export type PacsObject = ObjectUids & {
	/** The beginning of the digest of its facts. */
	readonly facts: string;
};

/**
 * Where an object of the PACS lies below the images folder while it is kept; the path alone says which one it is. What was decided about
 * an object was decided by its facts (`factsDigest`): one that is announced with others lies elsewhere, so that no file, open or
 * closed, is ever given out under facts that are not its own.
 */
export function pacsPath({ study, series, instance }: ObjectUids, digest: string): string {
	return `${pacsFolder}/${study}/${series}/${instance}_${digest.slice(0, 16)}.dcm`;
}

export const pacsFolder = 'pacs';

const uid = '[0-9A-Za-z](?:\\.?[0-9A-Za-z-])*';
const form = new RegExp(`^${pacsFolder}/(${uid})/(${uid})/(${uid})_([0-9a-f]{16})\\.dcm$`);

/** The object that a path names, where it is one of the PACS. */
export function pacsObject(path: string): PacsObject | null {
	const [, study, series, instance, facts] = form.exec(path) ?? [];
	return study && series && instance && facts ? { study, series, instance, facts } : null;
}
