import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { IncomingPerson } from '#lib/core/reads/incoming-read.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { facilityCodeOf, isShortLabel, nextReaderCode } from './codes.ts';
import { nameKey, splitName } from './names.ts';

export type KnownFacility = { readonly id: string; readonly name: string; readonly timeZone: string };

/** Who and what messages name: found among what the group has, or added on first sight. */
export type Directory = {
	/** The time zone of a facility as its sender names it; the group's own for one that is new. */
	timeZoneOf(writtenCode: string): string;
	facility(writtenCode: string): Promise<KnownFacility>;
	/** The id of the reader; refused where only a name is given and several people have it. */
	reader(person: IncomingPerson): Promise<Result<string, 'ambiguous-reader'>>;
	/** The ids of everybody whom this may be: a name that several people have means all of them. */
	everybody(person: IncomingPerson): Promise<readonly string[]>;
	/** What was added or completed since it was asked last, for the audit log. */
	takeAudit(): AuditEntry[];
};

type Radiologist = {
	id: string;
	code: string;
	externalId: string | null;
	familyName: string;
	givenName: string;
};

/** Loads facilities and radiologists, once for a batch of reads. Additions are part of the caller's transaction. */
export async function loadDirectory(app: App, write: WriteHandle, actor: Actor | null): Promise<Directory> {
	const { facilities, radiologists } = write.tables;
	const zone = await groupTimeZone(write);
	const at = app.clock.now();
	const audit: AuditEntry[] = [];
	const byCode = new Map<string, KnownFacility>(
		(
			await write
				.select({
					id: facilities.id,
					code: facilities.code,
					name: facilities.name,
					timeZone: facilities.timeZone
				})
				.from(facilities)
		).map(({ code, ...facility }) => [code, facility])
	);
	const people: Radiologist[] = await write
		.select({
			id: radiologists.id,
			code: radiologists.code,
			externalId: radiologists.externalId,
			familyName: radiologists.familyName,
			givenName: radiologists.givenName
		})
		.from(radiologists);
	const takenCodes = new Set(people.map(({ code }) => code));
	const byNumber = new Map<string, Radiologist>();
	const byName = new Map<string, Radiologist[]>();
	for (const person of people) index(person);

	function index(person: Radiologist): void {
		takenCodes.add(person.code);
		// An administrator may have joined several senders' numbers of one person.
		const numbers = [person.code, ...(person.externalId?.split(/[\s,;|]+/) ?? []), person.externalId ?? ''];
		for (const number of numbers) if (number !== '') byNumber.set(number, person);
		const key = nameKey(person);
		byName.set(key, [...(byName.get(key) ?? []), person]);
	}

	async function add({ code, name }: IncomingPerson): Promise<Radiologist> {
		const own = code !== null && isShortLabel(code) && !takenCodes.has(code) ? code : null;
		const person = {
			id: app.ids(),
			code: own ?? nextReaderCode(takenCodes),
			externalId: code,
			...(name ? splitName(name) : { familyName: code ?? '', givenName: '' })
		};
		await write.insert(radiologists).values({ ...person, section: 'general', createdAt: at });
		audit.push({
			type: 'radiologist.created',
			subjectId: person.id,
			facts: { code: person.code },
			at,
			actor
		});
		index(person);
		return person;
	}

	/** A reader whom an administrator entered by name gets the number that messages use. */
	async function complete(person: Radiologist, externalId: string): Promise<Radiologist> {
		await write.update(radiologists).set({ externalId }).where(eq(radiologists.id, person.id));
		person.externalId = externalId;
		byNumber.set(externalId, person);
		audit.push({
			type: 'radiologist.changed',
			subjectId: person.id,
			facts: { code: person.code, active: true },
			at,
			actor
		});
		return person;
	}

	async function candidates(person: IncomingPerson): Promise<Radiologist[]> {
		const { code, name } = person;
		const numbered = code === null ? undefined : byNumber.get(code);
		if (numbered) return [numbered];
		const named = name === null ? [] : (byName.get(nameKey(splitName(name))) ?? []);
		if (code === null) return named.length > 0 ? named : [await add(person)];
		const [unnumbered, ...others] = named.filter(({ externalId }) => externalId === null);
		return [unnumbered && others.length === 0 ? await complete(unnumbered, code) : await add(person)];
	}

	return {
		takeAudit: () => audit.splice(0),
		timeZoneOf: (written) => (byCode.get(written) ?? byCode.get(facilityCodeOf(written)))?.timeZone ?? zone,
		async facility(written) {
			const code = facilityCodeOf(written);
			const known = byCode.get(written) ?? byCode.get(code);
			if (known) return known;
			const facility = { id: app.ids(), name: written, timeZone: zone };
			// Nothing in a message says where the facility is licensed: an administrator completes it.
			await write.insert(facilities).values({ ...facility, code, jurisdiction: '', createdAt: at });
			audit.push({ type: 'facility.created', subjectId: facility.id, facts: { code }, at, actor });
			byCode.set(code, facility);
			return facility;
		},
		async reader(person) {
			const [first, ...others] = await candidates(person);
			return first && others.length === 0 ? ok(first.id) : err('ambiguous-reader');
		},
		everybody: async (person) => (await candidates(person)).map(({ id }) => id)
	};
}
