import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { makeBundle } from '#lib/core/credentials/fhir/make-bundle.ts';
import { toZonedDay } from '#lib/core/instant.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import { findCredentialRows, standing } from '#lib/features/credentials/records/rows.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';

/** A bundle as a file. */
export type FhirFile = { readonly body: string; readonly fileName: string };

/**
 * The credentials that stand of a radiologist as a FHIR bundle, and the audit event that somebody took them; null where there is no such
 * radiologist. Who may ask is for the caller.
 */
export async function exportFhir(app: App, actor: Actor, radiologistId: string): Promise<FhirFile | null> {
	const { read } = app.db;
	const { facilities, radiologists: t } = read.tables;
	const [person] = await read
		.select({
			id: t.id,
			familyName: t.familyName,
			givenName: t.givenName,
			npi: t.npi,
			degree: t.degree
		})
		.from(t)
		.where(eq(t.id, radiologistId));
	if (!person) return null;
	const credentials = standing(await findCredentialRows(read, { radiologistIds: [radiologistId] }));
	const places = await read
		.select({ id: facilities.id, code: facilities.code, name: facilities.name })
		.from(facilities);
	const { body: policy } = await currentPolicy(read, 'credentials');
	const name = (await radiologistNames(read)).get(person.id) ?? '';
	const madeAt = app.clock.now();
	const asOf = toZonedDay(madeAt, await groupTimeZone(read));
	const bundle = makeBundle({
		person,
		credentials,
		facilities: new Map(places.map((place) => [place.id, place])),
		verificationMaxAgeDays: policy.verificationMaxAgeDays,
		asOf,
		madeAt
	});
	const body = `${JSON.stringify(bundle, null, '\t')}\n`;
	const facts = { form: 'fhir', sha256: createHash('sha256').update(body).digest('hex') };
	await app.db.transaction((write) =>
		recordAudit(write, { type: 'credential.exported', subjectId: radiologistId, facts, at: madeAt, actor })
	);
	return { body, fileName: `overread-credentials-${inFileName(name)}-${asOf}.json` };
}

/** A name in the letters that every system takes in the name of a file; what is in no Latin script falls away. */
function inFileName(name: string): string {
	const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
	return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'radiologist';
}

/** A bundle as an answer that a browser saves. */
export function fhirResponse({ body, fileName }: FhirFile): Response {
	return new Response(body, {
		headers: {
			'content-type': 'application/fhir+json; fhirVersion=4.0; charset=utf-8',
			'content-disposition': `attachment; filename="${fileName}"`,
			'cache-control': 'private, no-store'
		}
	});
}
