import type { ObjectUids } from '#lib/server/pacs/retrieve-object.ts';

/** Where an object of the PACS lies below the images folder while it is kept; the path alone says which one it is. */
export function pacsPath({ study, series, instance }: ObjectUids): string {
	return `${pacsFolder}/${study}/${series}/${instance}.dcm`;
}

export const pacsFolder = 'pacs';

const uid = '[0-9A-Za-z](?:\\.?[0-9A-Za-z-])*';
const form = new RegExp(`^${pacsFolder}/(${uid})/(${uid})/(${uid})\\.dcm$`);

/** The object that a path names, where it is one of the PACS. */
export function pacsObject(path: string): ObjectUids | null {
	const [, study, series, instance] = form.exec(path) ?? [];
	return study && series && instance ? { study, series, instance } : null;
}
