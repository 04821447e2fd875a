import { asc, eq } from 'drizzle-orm';
import type { Credential, CredentialBody } from '#lib/core/credentials/kinds.ts';
import { getValue } from '#lib/core/result.ts';
import { gateJobs } from '#lib/features/credentials/gate/jobs.server.ts';
import { sweepReads } from '#lib/features/credentials/gate/sweep.server.ts';
import { recordCredential } from '#lib/features/credentials/records/commands.server.ts';
import type { App } from '#lib/server/app.ts';
import { runDue } from '#lib/server/jobs/runner.ts';

/** A full licence of Texas that is in force when tests begin. */
export const texas: CredentialBody<'licence'> = {
	jurisdiction: 'TX',
	pathway: 'full',
	status: 'active',
	number: 'T1234',
	issuedOn: '2024-01-01',
	expiresOn: '2027-12-31'
};

/** Records something of somebody at the time of the app's clock; answers the row's id. */
export async function record(
	app: App,
	radiologistId: string,
	credential: Credential,
	supersedes: string | null = null
): Promise<string> {
	const row = { ...credential, radiologistId, source: 'hand' as const, supersedes };
	return getValue(await recordCredential(app, null, row)).id;
}

/** Records a licence of somebody; {@link texas} but for what is given. */
export function recordLicence(
	app: App,
	radiologistId: string,
	given: Partial<CredentialBody<'licence'>> = {},
	supersedes: string | null = null
): Promise<string> {
	return record(app, radiologistId, { kind: 'licence', body: { ...texas, ...given } }, supersedes);
}

/** Runs the gate over every read. */
export function sweepAll(app: App) {
	return sweepReads(app, { sweepId: app.ids(), because: 'command' });
}

/** Does what waits in the queue for the gate. */
export function runGateJobs(app: App): Promise<number> {
	return runDue(app, gateJobs);
}

/** What was found of a read, oldest first: outcome and reasons now, and as it could be known when it was signed. */
export async function foundOf(app: App, readId: string): Promise<string[]> {
	const { gateResults: t } = app.db.read.tables;
	const rows = await app.db.read.select().from(t).where(eq(t.readId, readId)).orderBy(asc(t.ordinal));
	return rows.map((row) =>
		`${row.outcome} ${row.reasons} / ${row.outcomeThen} ${row.reasonsThen}`.replaceAll('  ', ' ').trim()
	);
}
