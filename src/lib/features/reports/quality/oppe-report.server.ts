import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import type { Report } from '#lib/core/reports/model.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { peerReviewPrivilege } from '#lib/features/reports/privilege.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { loadOppeGroup, type OppeGroup, type OppePerson } from './oppe-group.server.ts';
import { oppeSections } from './oppe-sections.ts';
import { samplingFacts, type SamplingFacts } from './sampling-facts.server.ts';

/** A year and a day of leap: an evaluation is of no longer time. */
const MOST_DAYS = 366;

/** What the packets of a facility are made of. */
export type OppeMaker = {
	/** Those whose packets can be made: who read there in the period, or hold a privilege there. Never the maker's own. */
	readonly people: readonly OppePerson[];
	packet(person: OppePerson): Promise<Report>;
};

/** Prepares the packets of all practitioners of a facility, so that what they have in common is loaded once. */
export async function oppePackets(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<OppeMaker, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const { period } = scoped.value;
	const { facility } = request;
	if (!facility) return err('facility-not-chosen');
	if (period.to - period.from > MOST_DAYS * DAY_MS) return err('period-too-long');
	const { read } = app.db;
	const asked = { facilityId: facility, facilityIds: actor.scope?.facilityIds, period };
	if (!(await isFacility(read, facility))) return err('facility-out-of-scope');
	const group = await loadOppeGroup(app, actor, asked);
	const drawn = await samplingFacts(read, period);
	return ok({
		people: await practitioners(read, actor, asked),
		packet: (person) => makePacket(app, actor, { request, group, drawn, person })
	});
}

/** The packet of one practitioner at one facility, for an ongoing evaluation. That it was made is on record before it leaves the server. */
export async function oppePacket(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	if (!request.radiologist) return err('radiologist-not-chosen');
	if (request.radiologist === actor.radiologistId) return err('radiologist-not-found');
	const made = await oppePackets(app, actor, request);
	if (!made.ok) return made;
	const person = made.value.people.find(({ id }) => id === request.radiologist);
	if (!person) return err('radiologist-not-found');
	await app.db.transaction((write) =>
		recordAudit(write, {
			type: 'radiologist.viewed',
			subjectId: person.id,
			facts: {},
			at: app.clock.now(),
			actor
		})
	);
	return ok(await made.value.packet(person));
}

async function makePacket(
	app: App,
	actor: Actor,
	{
		request,
		group,
		drawn: { policyVersions, ...drawn },
		person
	}: {
		readonly request: MakerRequest;
		readonly group: OppeGroup;
		readonly drawn: SamplingFacts;
		readonly person: OppePerson;
	}
): Promise<Report> {
	const facts = await group.factsOf(person);
	const words = messages.qualityReports.oppe;
	const whole = facts.here.at(-1);
	const head = await makeHead(app, actor, {
		kind: 'oppe-packet',
		request,
		facts: {
			...drawn,
			scope: facts.facility.code,
			filters: { [words.person.code]: person.code },
			detectionMode: 'random',
			blindingLevels: group.levels,
			policyVersions: { ...group.versions, ...policyVersions },
			n: whole?.isHidden ? 0 : (whole?.summary.reviewed ?? 0),
			nOf: words.nOf,
			suppression: words.notes.small(group.minimum),
			namesPeople: facts.person.name !== null,
			...(actor.radiologistId === null ? {} : { leftOut: messages.reports.summary.leftOut }),
			privilege: peerReviewPrivilege()
		}
	});
	const { notes } = words;
	return {
		head,
		sections: oppeSections(facts),
		notes: [
			notes.basis,
			notes.small(group.minimum),
			...(facts.triggers ? [notes.expected, notes.look] : []),
			notes.complaints,
			notes.clocks,
			notes.incidents,
			messages.reports.summary.noteScale
		]
	};
}

async function isFacility(read: ReadHandle, id: string): Promise<boolean> {
	const { facilities } = read.tables;
	return (await read.select({ id: facilities.id }).from(facilities).where(eq(facilities.id, id))).length > 0;
}

/** Who read for the facility in the period, or is recorded to hold a privilege there and is active: low volume is a finding too. */
async function practitioners(
	read: ReadHandle,
	actor: Actor,
	{ facilityId, period }: { readonly facilityId: string; readonly period: { from: number; to: number } }
): Promise<OppePerson[]> {
	const { credentialRows, radiologists, reads } = read.tables;
	const readers = await read
		.selectDistinct({ id: reads.readerId })
		.from(reads)
		.where(
			and(
				eq(reads.facilityId, facilityId),
				eq(reads.kind, 'final'),
				gte(reads.finalAt, period.from),
				lt(reads.finalAt, period.to)
			)
		);
	const privileged = await read
		.selectDistinct({ id: credentialRows.radiologistId })
		.from(credentialRows)
		.innerJoin(radiologists, eq(radiologists.id, credentialRows.radiologistId))
		.where(
			and(
				eq(credentialRows.kind, 'privilege'),
				eq(credentialRows.place, facilityId),
				eq(credentialRows.isVoid, false),
				eq(radiologists.active, true),
				sql`coalesce(${credentialRows.toOn}, '9999-12-31') >= ${new Date(period.from).toISOString().slice(0, 10)}`
			)
		);
	const ids = [...new Set([...readers, ...privileged].map(({ id }) => id))].filter(
		(id) => id !== actor.radiologistId
	);
	if (ids.length === 0) return [];
	return read
		.select({
			id: radiologists.id,
			code: radiologists.code,
			familyName: radiologists.familyName,
			givenName: radiologists.givenName,
			npi: radiologists.npi,
			section: radiologists.section,
			tier: radiologists.tier
		})
		.from(radiologists)
		.where(inArray(radiologists.id, ids))
		.orderBy(asc(radiologists.code));
}
