import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { HOUR_MS, MINUTE_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { emptyDraftBody, type DraftBody, type Finding } from '#lib/core/scoring/draft.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import { breakTie, castVote } from '#lib/features/committee/commands.server.ts';
import { returnCase } from '#lib/features/committee/return-command.server.ts';
import { closeCorrection, informFacility, recordReceipt } from '#lib/features/corrections/commands.server.ts';
import { rebut } from '#lib/features/feedback/commands.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { acceptCase } from '#lib/features/learning/curate.server.ts';
import { addCase, planConference } from '#lib/features/learning/conference-commands.server.ts';
import { openImprovement } from '#lib/features/learning/improvements.server.ts';
import {
	endConference,
	savePoint,
	sendPoints,
	showCase,
	startConference
} from '#lib/features/learning/meeting-commands.server.ts';
import { attend } from '#lib/features/learning/attendance.server.ts';
import { submitLearning } from '#lib/features/learning/submit.server.ts';
import { lockImpression, openCase, revealReport } from '#lib/features/reviews/draft-commands.server.ts';
import { submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { periodicTasks } from '#lib/runtime/periodic.ts';
import { allJobs } from '#lib/runtime/worker.ts';
import type { App } from '#lib/server/app.ts';
import { runDue } from '#lib/server/jobs/runner.ts';
import { aVote } from './deciding.ts';
import { appAt, nameOf, people, said, type LoopGroup, type PersonKey } from './loop-group.ts';
import { aForm, anAssignment, aScore } from './reviewing.ts';
import { markers } from './study-files.ts';

/** Something somebody did at an instant that others must not learn. */
export type Act = { readonly by: PersonKey; readonly at: Instant };

/** Those who know whose read it is. */
const knowing: ReadonlySet<PersonKey> = new Set(['reader', 'coordinator', 'director']);

/** What a person types who thinks of nothing: the own name, and where they know them, those of reader, patient and place. */
export function typedBy(key: PersonKey): string {
	const own = `Seen by ${nameOf(key)}, MD.`;
	if (!knowing.has(key)) return own;
	return `${own} Dr. ${people.reader[0]} of ${markers.institution} read ${markers.accession} of ${markers.patientFamily}, ${markers.mrn}.`;
}

/** Plays a loop on its own clock, which goes on by an odd while with each act, and keeps who did what when. */
export function makePlay(app: App, group: LoopGroup, begin: Instant) {
	const acts: Act[] = [];
	let now = begin;
	const { actors } = group;

	/** The product when somebody acts next. */
	function next(by: PersonKey): { app: App; actor: Actor } {
		now += 23 * MINUTE_MS + 17_321;
		acts.push({ by, at: now });
		return { app: appAt(app, now), actor: actors[by] };
	}

	async function openAssignments(by: PersonKey): Promise<{ id: string; caseId: string }[]> {
		const { assignments } = app.db.read.tables;
		return app.db.read
			.select({ id: assignments.id, caseId: assignments.caseId })
			.from(assignments)
			.where(and(eq(assignments.reviewerId, actors[by].id), eq(assignments.status, 'open')));
	}

	async function anEllipse(caseId: string, label: string): Promise<Finding[]> {
		const study = await blindedStudy(app, caseId);
		const object = study?.objects[5];
		if (!study || !object) return [];
		const pointsPx: [number, number][] = [
			[10, 20],
			[40, 20],
			[25, 10],
			[25, 30]
		];
		return [
			{
				...{ id: 'mark-1', kind: 'ellipse', sopInstanceUid: object.blindedSopUid, frameNumber: 1, pointsPx },
				frameOfReferenceUid: study.uidFor(markers.frameOfReferenceUid),
				points: pointsPx.map(([x, y]) => [x - 64, y - 64, 25]),
				label
			}
		];
	}

	/** Opens, looks, locks and reveals: up to the score. */
	async function readUpToReport(by: PersonKey): Promise<void> {
		for (const { id } of await openAssignments(by)) {
			getValue(await openCase(next(by), { id }));
			getValue(await lockImpression(next(by), { ...aForm(id, 0), impression: typedBy(by) }));
			getValue(await revealReport(next(by), { ...aForm(id, 1), impression: typedBy(by) }));
		}
	}

	async function submit(by: PersonKey, score: Score, revision = 2): Promise<void> {
		for (const { id, caseId } of await openAssignments(by)) {
			const body: Partial<DraftBody> = {
				...emptyDraftBody,
				...aScore(score),
				comment: `ZZREVIEWZZ Not reported. ${typedBy(by)}`,
				imageQuality: 'limited',
				siteComment: `Grainy. ${typedBy(by)}`,
				reportQuality: 'poor',
				learningValue: true,
				needsCorrection: score === '3b',
				findings: await anEllipse(caseId, `Ball ${nameOf(by)}`)
			};
			getValue(await submitReview(next(by), { ...aForm(id, revision, body), impression: typedBy(by) }));
		}
	}

	async function giveSecond(): Promise<void> {
		const { app: then } = next('second');
		await anAssignment(then, { caseId: group.ct.caseId, reviewerId: actors.second.id, ordinal: 2 });
	}

	const words = (by: PersonKey) => ({
		comment: `ZZVOTE-${by.toUpperCase()}ZZ ${typedBy(by)}`,
		learningPoint: `ZZPOINTZZ Look twice. ${typedBy(by)}`
	});
	async function vote(by: PersonKey, caseId: string, given: Parameters<typeof aVote>[1] = {}): Promise<void> {
		const findings = await anEllipse(caseId, `ZZRIMZZ ${nameOf(by)}`);
		getValue(await castVote(next(by), aVote(caseId, { ...words(by), findings, ...given })));
	}

	return {
		acts,
		readUpToReport,
		submit,
		giveSecond,
		vote,
		/** Two members disagree on the case and the chair decides for the first. */
		disagree: async (caseId: string, asked: string) => {
			await vote('member', caseId, {
				...{ asked, outcome: 'downgrade', finalScore: '2a' },
				comment: `ZZDISSENTZZ ${typedBy('member')}`
			});
			await vote('chair', caseId, { asked, outcome: 'no-discrepancy', attribution: 'reviewer' });
			getValue(await breakTie(next('chair'), aVote(caseId, { asked, ...words('chair') })));
		},
		giveBack: async (caseId: string, asked: string) => {
			const request = `ZZREQUESTZZ Think of the age. ${typedBy('member')}`;
			getValue(await returnCase(next('member'), { id: caseId, asked, request }));
		},
		openAssignments,
		/** The facility is told, answers, and the matter ends. */
		correct: async () => {
			const { corrections } = app.db.read.tables;
			for (const { id } of await app.db.read.select().from(corrections)) {
				const whom = { id, whom: `Dr. ${markers.referrerFamily}`, how: 'telephone', at: '' } as const;
				getValue(await informFacility(next('coordinator'), whom));
				const from = `${said.complainant}, nurse`;
				getValue(await recordReceipt(next('coordinator'), { id, from, at: '' }));
				getValue(await closeCorrection(next('coordinator'), { id, words: typedBy('coordinator') }));
			}
		},
		objectTo: async (caseId: string) => {
			const argument = `ZZARGUMENTZZ It is bone. ${typedBy('reader')}`;
			getValue(await rebut(next('reader'), { id: caseId, disagreement: 'not-visible', argument }));
		},
		share: async (by: PersonKey, readId: string | null) => {
			const input = { kind: 'great-catch', source: 'own', title: `Seen late ${nameOf(by)}` } as const;
			const texts = { story: typedBy(by), learningPoints: `ZZLEARNEDZZ ${typedBy(by)}` };
			return getValue(await submitLearning(next(by), { ...input, ...texts, readId })).id;
		},
		/** A meeting over what was shared, up to its first case on the screen. */
		meet: async (cases: readonly string[]) => {
			const day = toUtcDay(now + HOUR_MS);
			const plan = { title: 'Easily missed', day, time: '12:30', place: 'Room 1' };
			const { id } = getValue(await planConference(next('coordinator'), plan));
			for (const one of cases) {
				getValue(await acceptCase(next('coordinator'), { id: one }));
				getValue(await addCase(next('coordinator'), { id, case: one }));
			}
			getValue(await startConference(next('coordinator'), { id, today: 'on' }));
			for (const one of cases) getValue(await showCase(next('coordinator'), { id, case: one }));
			return id;
		},
		endMeeting: async (id: string, cases: readonly string[]) => {
			for (const by of ['reader', 'second', 'participant'] as const) getValue(await attend(next(by), { id }));
			// The patient is known where the case has a read: the first one.
			for (const [at, one] of cases.entries()) {
				const learningPoint = `ZZSENTZZ Look twice. ${typedBy(at === 0 ? 'coordinator' : 'second')}`;
				getValue(await savePoint(next('coordinator'), { id, case: one, learningPoint }));
			}
			getValue(await endConference(next('coordinator'), { id }));
			getValue(await sendPoints(next('coordinator'), { id, points: [] }));
			getValue(
				await openImprovement(next('coordinator'), {
					...{ title: 'Change the protocol', description: 'Thin slices.', ownerId: actors.participant.id },
					...{ dueOn: toUtcDay(now), conferenceId: id }
				})
			);
		},
		/** Everything the product does by itself, `later` after the last act, mail included. */
		work: async (later: number) => {
			now += later;
			const then = appAt(app, now);
			for (const { run } of periodicTasks) await run(then);
			await runDue(then, allJobs);
		}
	};
}

export type Play = ReturnType<typeof makePlay>;
