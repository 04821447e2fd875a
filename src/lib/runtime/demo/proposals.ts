import { and, eq } from 'drizzle-orm';
import { addDays, addMonths, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { cmeProposalSchema } from '#lib/core/credentials/cme/proposal.ts';
import type { CmeRecordInput } from '#lib/core/credentials/cme/record.ts';
import type { DocumentKind } from '#lib/core/credentials/documents.ts';
import {
	credentialOf,
	fieldsOf,
	proposalForms,
	type Proposed,
	type ProposalKind
} from '#lib/core/credentials/proposals.ts';
import { DAY_MS, HOUR_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import { getValue, ok } from '#lib/core/result.ts';
import { storeWith } from '#lib/features/credentials/vault/store.server.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import { demoPeople } from './accounts.ts';
import type { PastAudit } from './audit-log.ts';
import { demoPdf } from './document.ts';
import type { People } from './people.ts';
import type { Seeding } from './seeding.ts';

/** Something that somebody has sent in, with what its document shows. */
type Sent = {
	readonly readerCode: string;
	readonly at: Instant;
	readonly proposed: Proposed;
	readonly about: string | null;
	readonly document: {
		readonly kind: DocumentKind;
		readonly name: string;
		readonly lines: readonly string[];
	};
	/** Why it was not accepted; null: it waits. */
	readonly refused: string | null;
};

/** What radiologists of the demo group have sent in about themselves: renewals and activities that wait, and one that was not accepted. */
export async function writeDemoProposals(
	seeding: Seeding,
	{ people, audit }: { people: People; audit: PastAudit }
): Promise<void> {
	const { group, cutAt } = seeding;
	const today = toUtcDay(cutAt);
	const codeAt = (index: number): string => group.readers[index]?.code ?? '';
	const own = demoPeople.radiologist;
	const sent = [
		await renewalOf(seeding, people, {
			code: codeAt(19),
			kind: 'licence',
			place: 'MT',
			at: cutAt - 4 * DAY_MS
		}),
		activityOf(own, cutAt - 3 * DAY_MS - 5 * HOUR_MS, {
			title: 'Emergency radiology online',
			provider: 'Northern Imaging Academy',
			completedOn: addDays(today, -30),
			credits: [{ category: 'AMA-1', amount: 8 }],
			modalities: ['CT', 'XR'],
			topics: ['radiology'],
			activityType: 'enduring',
			accreditor: 'ACCME'
		}),
		activityOf(codeAt(2), cutAt - 2 * DAY_MS, {
			title: 'Imaging of the acute abdomen',
			provider: 'Lakeside Society of Radiology',
			completedOn: addDays(today, -6),
			credits: [{ category: 'AMA-1', amount: 10 }],
			modalities: [{ modality: 'CT', hours: 6 }, 'MR'],
			topics: ['radiology'],
			activityType: 'live',
			accreditor: 'ACCME'
		}),
		await renewalOf(seeding, people, {
			code: codeAt(9),
			kind: 'malpractice',
			place: null,
			at: cutAt - DAY_MS
		})
	].filter((one) => one !== null);
	const refused = {
		...activityOf(own, cutAt - 12 * DAY_MS, {
			title: 'Chest imaging seminar',
			provider: 'Lakeside Society of Radiology',
			completedOn: addDays(today, -40),
			credits: [{ category: 'AMA-1', amount: 5 }],
			modalities: ['CT']
		}),
		refused: 'This is the invoice. Please send the certificate with the number of credits.'
	};
	for (const one of [refused, ...sent].toSorted((a, b) => a.at - b.at))
		await writeSent(seeding, { people, audit, sent: one });
	seeding.setTime(cutAt);
	seeding.say(`sent in ${sent.length + 1}`);
}

function activityOf(readerCode: string, at: Instant, input: CmeRecordInput): Sent {
	const body = cmeProposalSchema.parse({ record: input });
	const { title, provider, completedOn, credits } = body.record;
	const lines = [
		provider,
		`Certificate: ${title}`,
		`Completed on ${completedOn}`,
		`${credits[0]?.amount} credits`
	];
	const document = { kind: 'cme', name: 'certificate.pdf', lines } as const;
	return { readerCode, at, proposed: { kind: 'cme-activity', body }, about: null, document, refused: null };
}

/** The renewal of what somebody holds: the same words, and a term that follows. */
async function renewalOf(
	{ app }: Seeding,
	people: People,
	given: { code: string; kind: ProposalKind & ('licence' | 'malpractice'); place: string | null; at: Instant }
): Promise<Sent | null> {
	const { code, kind, place, at } = given;
	const { credentialRows: t } = app.db.read.tables;
	const isTheirs = and(eq(t.radiologistId, people.radiologistIds.get(code) ?? ''), eq(t.kind, kind));
	const rows = await app.db.read
		.select({ id: t.id, body: t.body, toOn: t.toOn })
		.from(t)
		.where(place === null ? isTheirs : and(isTheirs, eq(t.place, place)));
	const last = rows.toSorted((one, other) => (one.toOn ?? '').localeCompare(other.toOn ?? '')).at(-1);
	if (!last?.toOn) return null;
	const body = last.body as Readonly<Record<string, unknown>>; // bodies are objects
	const days = daysAfter(last.toOn, kind === 'licence' ? 24 : 12);
	const [from, to] = proposalForms[kind].days;
	const fields = { ...fieldsOf(kind, body, { isRenewed: true }), [from]: days.from, [to]: days.to };
	const proposed = getValue(credentialOf(kind, fields, body));
	const lines =
		kind === 'licence'
			? [
					`Board of Medicine, ${place}`,
					`Licence ${fields['number'] ?? ''}`,
					`Valid ${days.from} to ${days.to}`
				]
			: [fields['carrier'] ?? '', 'Certificate of insurance', `In force ${days.from} to ${days.to}`];
	const document = { kind, name: kind === 'licence' ? 'renewal.pdf' : 'cover.pdf', lines } as const;
	return { readerCode: code, at, proposed, about: last.id, document, refused: null };
}

function daysAfter(end: CalendarDay, months: number): { from: CalendarDay; to: CalendarDay } {
	return { from: addDays(end, 1), to: addMonths(end, months) };
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
	yield bytes;
}

async function writeSent(
	{ app, setTime }: Seeding,
	{ people, audit, sent }: { people: People; audit: PastAudit; sent: Sent }
): Promise<void> {
	const { at, proposed, about, refused } = sent;
	const radiologistId = people.radiologistIds.get(sent.readerCode);
	const userId = people.userIds.get(sent.readerCode);
	if (!radiologistId || !userId) return;
	const { kind, name, lines } = sent.document;
	const upload = { radiologistId, kind, name, source: once(demoPdf(lines)) };
	setTime(at);
	const id = app.ids();
	const decidedAt = refused === null ? null : at + DAY_MS;
	const stored = await storeWith(app, { id: userId }, upload, async (write, { id: documentId, entry }) => {
		const { actor: _uploader, ...event } = entry;
		audit.add({ ...event, actorId: userId });
		await write.insert(write.tables.credentialProposals).values({
			id,
			radiologistId,
			...proposed,
			documentId,
			about,
			status: refused === null ? 'waiting' : 'refused',
			proposedAt: at,
			proposedBy: userId,
			decidedAt,
			decidedBy: decidedAt === null ? null : people.coordinatorId,
			words: refused ?? ''
		});
		if (decidedAt !== null) {
			const isActivity = proposed.kind === 'cme-activity';
			await notify(write, { ids: app.ids, now: decidedAt }, [userId], {
				kind: 'proposal.decided',
				facts: {},
				path: isActivity ? '/me/cme' : '/me/credentials',
				onceKey: `proposal.decided/${id}`
			});
			return ok(null);
		}
		await notify(write, { ids: app.ids, now: at }, await holdersOf(write, ['coordinator']), {
			kind: 'proposal.waiting',
			facts: { n: 1 },
			path: `/credentials/inbox/${id}`,
			onceKey: `proposal.waiting/${id}`
		});
		return ok(null);
	});
	getValue(stored);
	const subject = { subjectId: radiologistId };
	audit.add({
		type: 'proposal.sent',
		...subject,
		facts: { proposalId: id, kind: proposed.kind },
		at,
		actorId: userId
	});
	if (decidedAt === null) return;
	const facts = { proposalId: id, status: 'refused' };
	audit.add({ type: 'proposal.decided', ...subject, facts, at: decidedAt, actorId: people.coordinatorId });
}
