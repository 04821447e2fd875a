import { toUtcDay, type Instant } from '#lib/core/instant.ts';
import { refreshCme } from '#lib/features/credentials/cme/results.server.ts';
import { watchQuality } from '#lib/features/quality/alerts/watch.server.ts';
import { keepRollups } from '#lib/runtime/rollups.ts';
import type { App } from '#lib/server/app.ts';
import { writeDemoStudies } from '#lib/server/demo/write-studies.ts';
import { makePastAudit } from './audit-log.ts';
import { giveDemoKnownCase, writeDemoCalibration } from './calibration.ts';
import { writeDemoCorrections } from './corrections.ts';
import { writeDemoCme } from './cme.ts';
import { writeDemoReminders } from './credential-reminders.ts';
import { writeDemoCredentials } from './credentials.ts';
import { playDemoGate } from './gate.ts';
import { keepStudies, nameStudies, type WriteStudies } from './images.ts';
import { playHeldMeeting, playPlannedMeeting } from './learning.ts';
import { writeDemoLegacy } from './legacy.ts';
import { drawPast } from './past-draws.ts';
import { writePastReferrals } from './past-referrals.ts';
import { writePastReviews } from './past-reviews.ts';
import { writeDemoNotices } from './notices.ts';
import { hashPasswords, writePeople } from './people.ts';
import { writePolicies } from './policies.ts';
import { playPresentRound } from './present-round.ts';
import { writeDemoProposals } from './proposals.ts';
import { writeReads } from './reads.ts';
import { writeDemoReferrals } from './referrals.ts';
import { makeReportTexts } from './reports.ts';
import { beginSeeding, DEMO_SEED } from './seeding.ts';
import { writeDemoSiteNotes } from './site-notes.ts';
import { markDemo } from './state.ts';
import { writeDemoTurnaround } from './turnaround.ts';

export type SeedDemo = {
	/** Midnight UTC: nothing in the group is later. */
	readonly cutAt: Instant;
	readonly password: string;
	/** Where image files are written before they are taken into the store; removed afterwards. */
	readonly scratchFolder: string;
	readonly seed?: number;
	/** Divides the reads; 1 is the whole year. */
	readonly thinning?: number;
	readonly writeStudies?: WriteStudies;
	/** Told what was done, part by part. */
	readonly say?: (text: string) => void;
};

/**
 * Makes the demo group in the app's empty database and data folder: people, a year of reads, the draws, reviews and
 * decisions of the past, and a present round with images. The same seed and data cut give the same group, but for
 * passwords and what is sealed under the server's secret. The mark that it is ready is written last.
 */
export async function seedDemo(app: App, options: SeedDemo): Promise<void> {
	const { cutAt, password, scratchFolder, seed = DEMO_SEED, thinning = 1 } = options;
	const say = options.say ?? (() => undefined);
	const seeding = beginSeeding(app, { seed, cutAt, thinning, say });
	const marker = { seed, cutOn: toUtcDay(cutAt) };
	const audit = makePastAudit();
	const keeping = keepStudies(seeding, scratchFolder, options.writeStudies ?? writeDemoStudies);
	// A failure is reported where it is awaited; until then it must not end the process.
	keeping.catch(() => undefined);

	const hashes = await hashPasswords(seeding, password);
	const { people, policyId } = await app.db.transaction(async (write) => {
		await markDemo(write, { state: 'seeding', ...marker }, cutAt);
		const group = await writePeople(seeding, write, audit, hashes);
		return { people: group, policyId: await writePolicies(seeding, write, group, audit) };
	});
	const reads = await writeReads(seeding, people);
	const texts = makeReportTexts(seeding);
	const past = await app.db.transaction(async (write) => {
		const drawn = await drawPast(seeding, write, { reads, people, policyId, audit });
		say(`draws ${drawn.length.toLocaleString('en')} cases`);
		return writePastReviews(seeding, write, { reads, drawn, people, texts, audit });
	});
	say(`reviews ${past.reviews.toLocaleString('en')}`);
	say(`reports ${(await texts.write(reads)).toLocaleString('en')}`);

	await writeDemoTurnaround(seeding, { people, audit, reads, texts });
	await writeDemoCorrections(seeding, { people, audit });
	await writeDemoSiteNotes(seeding, { people, audit });
	await writePastReferrals(seeding, { people, audit });
	const kept = await keeping;
	await nameStudies(seeding, kept, reads);
	await playHeldMeeting(seeding, { people, audit });
	await writeDemoCalibration(seeding, { people, audit, kept });
	await playPresentRound(seeding, { people, audit, kept });
	await giveDemoKnownCase(seeding, people);
	await playPlannedMeeting(seeding, { people, audit, kept });
	await writeDemoLegacy(seeding, people);
	await writeDemoReferrals(seeding, people);
	await writeDemoCredentials(seeding, { people, audit });
	await writeDemoCme(seeding, { people, audit });
	await writeDemoReminders(seeding, { people, audit });
	await writeDemoNotices(seeding);
	await writeDemoProposals(seeding, { people, audit });
	audit.add({ type: 'demo.seeded', facts: { seed: String(seed) }, at: cutAt, actorId: null });
	await app.db.transaction(async (write) => {
		await audit.writeUntil(write, cutAt);
		await markDemo(write, { state: 'ready', ...marker }, cutAt);
	});
	await keepRollups(app);
	seeding.setTime(cutAt);
	await playDemoGate(seeding, people);
	say(`education ${await refreshCme(seeding.app)}`);
	say(`signals ${await watchQuality(seeding.app)}`);
	say('ready');
}
