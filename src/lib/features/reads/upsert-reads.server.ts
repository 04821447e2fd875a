import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { checkReadsJob } from '#lib/core/credentials/gate/jobs.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { IncomingRead } from '#lib/core/reads/incoming-read.ts';
import { shiftOf } from '#lib/core/reads/shift.ts';
import { placeVersion, type ChainedVersion } from '#lib/core/reads/version-chain.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { enqueue } from '#lib/server/jobs/queue.ts';
import { storableText } from './codes.ts';
import { loadDirectory, type Directory } from './directory.server.ts';
import { wantImages } from './image-lookups.server.ts';
import { isSamePatient, studiesOfAccessions } from './link-images.server.ts';
import { loadPatients } from './patients.server.ts';
import { appendEvents, type EventRow } from './read-events.server.ts';
import { loadChains, naturalKeyOf } from './read-chains.server.ts';

export type ReadRefusal = 'ambiguous-reader' | 'identifier-too-long';
export type ReadOutcome = { readonly kind: 'taken' | 'unchanged'; readonly readId: string };

type ReadRow = WriteHandle['tables']['reads']['$inferInsert'];
type ReportRow = WriteHandle['tables']['reports']['$inferInsert'];

const MAX_IDENTIFIER_CHARS = 128;
const SAMPLING_ID_CHARS = 32;

/**
 * Takes reads in, in the order given: each becomes a version of its report, or is known already. What the batch needs is
 * loaded at once and written at once. Part of the caller's transaction, which holds the audit lock (`lockAudit`) from its
 * beginning, so that two imports do not add the same reader.
 */
export async function upsertReads(
	app: App,
	write: WriteHandle,
	given: readonly IncomingRead[],
	{ actor, directory }: { actor: Actor | null; directory?: Directory }
): Promise<Result<ReadOutcome, ReadRefusal>[]> {
	const incoming = given.map(storable);
	const at = app.clock.now();
	const accessions = [...new Set(incoming.map(({ accession }) => accession))];
	const known = directory ?? (await loadDirectory(app, write, actor));
	const chains = await loadChains(write, accessions);
	const patients = await loadPatients(app, write, incoming);
	const studies = await studiesOfAccessions(write, accessions);
	const rows = new Map<string, ReadRow>();
	const reportRows: ReportRow[] = [];
	const coSigners: { readId: string; radiologistId: string }[] = [];
	const renumbered = new Map<string, ChainedVersion>();
	const events: EventRow[] = [];
	const audit: AuditEntry[] = [];

	async function take(read: IncomingRead): Promise<Result<ReadOutcome, ReadRefusal>> {
		if (isTooLong(read)) return err('identifier-too-long');
		const reader = await known.reader(read.reader);
		if (!reader.ok) return reader;
		const facility = await known.facility(read.facilityCode);
		const { accession, kind, versionKey, versionAt, status, events: times, reportText: text } = read;
		const report = { facilityId: facility.id, accession, kind };
		// A report may be sent again only because more is known of its way.
		events.push(...eventRows(app, read, facility.id, at));
		const same = await chains.findSame(report, { versionKey, versionAt, status, text });
		if (same) return ok({ kind: 'unchanged', readId: same });

		const id = app.ids();
		const before = chains.of(report);
		const chain = placeVersion(before, { id, versionKey, reportedAt: versionAt, status });
		chains.set(report, chain, { id, text });
		const naturalKey = naturalKeyOf(report, versionKey);
		const pseudonym = app.secrets.pseudonym('sampling', naturalKey).toString('hex');
		const found = studies.find(
			(study) => study.accession === accession && isSamePatient(patientMarks(read), study)
		);
		rows.set(id, {
			id,
			naturalKey,
			samplingId: pseudonym.slice(0, SAMPLING_ID_CHARS),
			...report,
			studyUid: read.studyInstanceUid ?? found?.studyUid ?? null,
			readerId: reader.value,
			patientId: patients.idOf(read),
			modality: read.modality,
			bodyRegion: read.bodyRegion,
			procedure: read.procedure,
			priority: read.priority,
			patientClass: read.patientClass,
			serviceState: read.serviceState ?? null,
			payer: read.payer ?? null,
			shift: shiftOf(times.finalAt ?? versionAt ?? at, facility.timeZone),
			ageYears: read.patient.ageYears,
			sex: read.patient.sex,
			status: 'current',
			reportVersion: 1,
			...times,
			reportedAt: versionAt,
			source: read.source.format,
			receivedAt: at
		});
		reportRows.push(reportRow(id, read, facility.name));
		for (const radiologistId of await signersOf(known, read, reader.value)) {
			coSigners.push({ readId: id, radiologistId });
		}
		for (const { status: now, reportVersion, ...version } of chain) {
			const row = rows.get(version.id);
			if (row) Object.assign(row, { status: now, reportVersion });
			else renumbered.set(version.id, { ...version, status: now, reportVersion });
		}
		audit.push(...eventsOf(chain, { id, kind, source: read.source.format }, { at, actor }));
		return ok({ kind: 'taken', readId: id });
	}

	const outcomes: Result<ReadOutcome, ReadRefusal>[] = [];
	for (const read of incoming) outcomes.push(await take(read));

	const { reads, reports, readCoSigners } = write.tables;
	await patients.save();
	await write.insertRows(reads, [...rows.values()]);
	await write.insertRows(reports, reportRows);
	await write.insertRows(readCoSigners, coSigners);
	await appendEvents(write, events);
	if (app.config.pacs) await wantImages(write, [...rows.keys()], at);
	for (const { id, status, reportVersion } of renumbered.values()) {
		await write.update(reads).set({ status, reportVersion }).where(eq(reads.id, id));
	}
	if (rows.size > 0)
		await enqueue(write, { ids: app.ids, now: at }, checkReadsJob, { readIds: [...rows.keys()] });
	await recordAudit(write, ...known.takeAudit(), ...audit);
	return outcomes;
}

function eventRows(app: App, read: IncomingRead, facilityId: string, at: Instant): EventRow[] {
	return read.timeline.map(({ reason = null, ...event }) => ({
		id: app.ids(),
		facilityId,
		accession: read.accession,
		...event,
		reason,
		source: read.source.format,
		recordedAt: at
	}));
}

function isTooLong({ accession, facilityCode, patient, reader, coSigners }: IncomingRead): boolean {
	const { id, issuer } = patient;
	const texts = [accession, facilityCode, id, issuer, reader.code, ...coSigners.map(({ code }) => code)];
	return texts.some((text) => text !== null && text.length > MAX_IDENTIFIER_CHARS);
}

/** What came in, as both engines can keep it. */
function storable<T>(value: T): T {
	// The copy has the shape of the original: only texts change.
	if (typeof value === 'string') return storableText(value) as T;
	if (Array.isArray(value)) return value.map(storable) as T;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, storable(part)])) as T;
}

function patientMarks({ patient, knownIdentifiers }: IncomingRead) {
	const numbers = patient.id === null ? [] : [patient.id, ...knownIdentifiers];
	return { numbers, birthOn: patient.birthDate };
}

async function signersOf(known: Directory, read: IncomingRead, readerId: string): Promise<Set<string>> {
	const ids = new Set<string>();
	for (const person of read.coSigners) for (const id of await known.everybody(person)) ids.add(id);
	ids.delete(readerId);
	return ids;
}

const present = (values: readonly (string | null | undefined)[]): string[] =>
	[...new Set(values)].filter((value): value is string => Boolean(value?.trim()));

function reportRow(readId: string, read: IncomingRead, facilityName: string): ReportRow {
	const { patient, reader, coSigners, orderingProvider } = read;
	const people = [patient.name, reader.name, ...coSigners.map(({ name }) => name), orderingProvider?.name];
	return {
		readId,
		text: read.reportText,
		knownPeople: present([...people, ...read.knownPeople]),
		knownIdentifiers: present([
			read.accession,
			patient.id,
			patient.birthDate,
			facilityName,
			...read.knownIdentifiers
		])
	};
}

/** A read came; and it replaces the version before it, unless it came late and was replaced before it came. */
function eventsOf(
	chain: readonly ChainedVersion[],
	{ id, kind, source }: { id: string; kind: string; source: string },
	by: Pick<AuditEntry, 'at' | 'actor'>
): AuditEntry[] {
	const place = chain.findIndex((version) => version.id === id);
	const version = place + 1;
	const received: AuditEntry = {
		type: 'read.received',
		subjectId: id,
		facts: { source, kind, version },
		...by
	};
	const next = chain[place + 1];
	const replaced = next ? id : chain[place - 1]?.id;
	if (replaced === undefined) return [received];
	const facts = { by: next?.id ?? id };
	return [received, { type: 'read.superseded', subjectId: replaced, facts, ...by }];
}
