import { createHash } from 'node:crypto';
import { addDays, addMonths, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { spanOf, type Credential, type CredentialBody } from '#lib/core/credentials/kinds.ts';
import type { DemoReader } from '#lib/core/demo/group/types.ts';
import { fromUtcDay, HOUR_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import type { PastAudit } from './audit-log.ts';
import { storiesOf, type DemoStories } from './credential-stories.ts';
import type { People } from './people.ts';
import type { Seeding } from './seeding.ts';

type Row = Tables['credentialRows']['$inferInsert'];

const boards: Readonly<Record<string, string>> = {
	IA: 'Iowa Board of Medicine',
	MN: 'Minnesota Board of Medical Practice',
	MT: 'Montana Board of Medical Examiners',
	OH: 'State Medical Board of Ohio'
};

/** States of principal licence from which some of the group hold licences by the compact. */
const compactHomes: ReadonlySet<string> = new Set(['CO', 'IA', 'IL', 'MN', 'WI']);

/** Licences, privileges, cover, certificates and checks of everybody in the demo group; a few people have a story. */
export async function writeDemoCredentials(
	seeding: Seeding,
	{ people, audit }: { people: People; audit: PastAudit }
): Promise<void> {
	const { app, group, cutAt, idAt } = seeding;
	const today = toUtcDay(cutAt);
	const states = [...new Set(group.facilities.map(({ state }) => state))].sort();
	const rows: Row[] = [];
	const add = (radiologistId: string, credential: Credential, at: Instant): string => {
		const id = idAt(at);
		rows.push({
			id,
			radiologistId,
			kind: credential.kind,
			body: credential.body,
			...spanOf(credential),
			source: 'demo',
			recordedAt: at,
			recordedBy: people.coordinatorId
		});
		return id;
	};
	for (const [index, reader] of group.readers.entries()) {
		const radiologistId = people.radiologistIds.get(reader.code) ?? '';
		const stories = storiesOf(index, today);
		const begun = people.startedAt + HOUR_MS;
		const record = (credential: Credential, at: Instant = begun): string =>
			add(radiologistId, credential, at);
		const check = (of: string, on: CalendarDay, at: Instant, sourceName: string): void => {
			const body: CredentialBody<'verification'> = {
				of,
				verifiedOn: on,
				result: 'confirmed',
				sourceName,
				sourceType: 'primary',
				method: 'web'
			};
			record({ kind: 'verification', body }, at);
		};
		for (const [place, state] of [...new Set([...states, reader.homeState])].entries()) {
			if (stories.lacks === state) continue;
			const endsOn = stories.ends.get(state) ?? addDays(today, 130 + ((index * 53 + place * 97) % 560));
			const lastEnd = addMonths(endsOn, -24);
			const past = licenceOf(reader, { state, index, issuedOn: addMonths(lastEnd, -24), expiresOn: lastEnd });
			record({ kind: 'licence', body: past });
			const body = {
				...licenceOf(reader, { state, index, issuedOn: addDays(lastEnd, 1), expiresOn: endsOn }),
				...stories.marks.get(state)
			};
			// A renewal is known from the day on which the board issued it.
			const at = Math.max(begun, (fromUtcDay(body.issuedOn) ?? 0) + 15 * HOUR_MS);
			if (at >= cutAt) continue;
			const id = record({ kind: 'licence', body }, at);
			if (stories.unverified !== state)
				check(id, toUtcDay(at), at + HOUR_MS, boards[state] ?? `Medical board, ${state}`);
		}
		for (const credential of othersOf(reader, { index, today, people, seeding, stories })) {
			const id = record(credential);
			if (credential.kind === 'board-certificate')
				check(id, toUtcDay(begun), begun + HOUR_MS, 'American Board of Radiology');
		}
		for (const { credential, daysAgo } of stories.rows)
			record(credential, cutAt - daysAgo * 24 * HOUR_MS + 15 * HOUR_MS);
	}
	const taken = rows.length;
	const sha256 = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
	audit.add({
		type: 'credential.imported',
		subjectId: people.coordinatorId,
		facts: { kind: 'demo', taken, unchanged: 0, refused: 0, sha256 },
		at: people.startedAt + HOUR_MS,
		actorId: people.coordinatorId
	});
	await app.db.transaction(async (write) => {
		await write.insertRows(write.tables.credentialRows, rows);
	});
	seeding.say(`credentials ${taken.toLocaleString('en')}`);
}

function licenceOf(
	{ homeState }: DemoReader,
	term: { state: string; index: number; issuedOn: CalendarDay; expiresOn: CalendarDay }
): CredentialBody<'licence'> {
	const { state, index, issuedOn, expiresOn } = term;
	const isCompact = compactHomes.has(homeState) && index % 2 === 0 && state !== homeState;
	return {
		jurisdiction: state,
		board: boards[state],
		pathway: isCompact ? 'imlc-expedited-full' : 'full',
		status: 'active',
		statusRaw: 'Active',
		number: `${state}${40_000 + index * 71}`,
		issuedOn,
		expiresOn,
		...(isCompact ? { issuedViaImlc: true, splState: homeState } : {})
	};
}

function othersOf(
	{ homeState, section }: DemoReader,
	given: { index: number; today: CalendarDay; people: People; seeding: Seeding; stories: DemoStories }
): Credential[] {
	const { index, today, people, seeding, stories } = given;
	const began = addMonths(today, -14);
	const rows: Credential[] = [
		{
			kind: 'board-certificate',
			body: {
				board: 'ABR',
				certificate: 'Diagnostic Radiology',
				duration: 'continuous',
				status: 'active',
				meetsMoc: 'yes',
				effectiveOn: `${2004 + (index % 15)}-06-30`,
				expiresOn: null,
				reverifyOn: addDays(today, 60 + ((index * 29) % 300))
			}
		},
		{
			kind: 'malpractice',
			body: {
				carrier: 'Prairie Mutual (invented)',
				policyNumber: `PM-${70_000 + index}`,
				states: ['*'],
				form: 'claims-made',
				limitPerClaim: 1_000_000,
				limitAggregate: 3_000_000,
				from: began,
				to: addDays(today, stories.coverDays ?? 190)
			}
		},
		{
			kind: 'work-location',
			body: {
				country: 'US',
				state: homeState,
				from: began,
				to: null
			}
		},
		{ kind: 'person-fact', body: { fact: 'boardCertified', value: true } },
		{ kind: 'person-fact', body: { fact: 'mocParticipant', value: true } },
		{ kind: 'person-fact', body: { fact: 'bornOn', value: `${1961 + index}-0${1 + (index % 9)}-15` } }
	];
	if (section === 'breast' || section === 'general')
		rows.push({
			kind: 'mqsa',
			body: { from: began, to: addDays(today, 240), basis: 'Initial qualification and 960 in 24 months' }
		});
	for (const facility of seeding.group.facilities) {
		const isProxy = facility.kind === 'rural';
		rows.push({
			kind: 'privilege',
			body: {
				facility: people.facilityIds.get(facility.code) ?? '',
				category: 'Teleradiology',
				from: began,
				to: addDays(today, isProxy ? 320 : 410 + index),
				...(isProxy
					? {
							byProxy: {
								distantSite: seeding.group.facilities[0]?.name ?? '',
								agreementFrom: began,
								agreementTo: addDays(today, 330),
								privilegedThereUntil: addDays(today, 410 + index)
							}
						}
					: {})
			}
		});
	}
	return rows;
}
