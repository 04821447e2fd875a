import { statfs } from 'node:fs/promises';
import type { Actor } from '#lib/core/actor.ts';
import { listUsers } from '#lib/features/admin/user-queries.server.ts';
import { countCorrections, type CorrectionCounts } from '#lib/features/corrections/overdue.server.ts';
import { openAlertCount } from '#lib/features/quality/alerts/alerts-view.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { morningSentences } from '#lib/features/quality/morning.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import {
	countExpirables,
	type ExpiringCounts
} from '#lib/features/credentials/expiry/expirables-view.server.ts';
import { stuckWork, type StuckWork } from '#lib/features/notices/system-queries.server.ts';
import { countCriticals, type CriticalCounts } from '#lib/features/turnaround/critical-count.server.ts';
import { turnaroundView } from '#lib/features/turnaround/dashboard.server.ts';
import type { App } from '#lib/server/app.ts';
import { isHealthy } from '#lib/server/db/health.ts';

/** The director's morning in words, and how many signals call for an act. */
export type DirectorHome = {
	readonly sentences: readonly string[];
	/** Signals that wait for the director. */
	readonly openSignals: number;
	readonly corrections: CorrectionCounts;
	readonly criticals: CriticalCounts;
	/** Reads of the last month that are open past their deadline. */
	readonly lateReads: number;
	readonly expiring: ExpiringCounts;
};

/** Whether the system is healthy, part by part. */
export type AdministratorHome = {
	readonly engine: 'sqlite' | 'postgres';
	readonly isDatabaseUp: boolean;
	readonly activeUsers: number;
	readonly disabledUsers: number;
	readonly freeBytes: number;
	readonly totalBytes: number;
	readonly stuck: StuckWork;
	/** Credentials that have run out or do within 30 days; whose, an administrator does not see. */
	readonly expiring: number;
};

/** The quality page's first lines over its usual filter. */
export async function directorHome(app: App, actor: Actor): Promise<DirectorHome> {
	const now = app.clock.now();
	const view = await qualityView(app, parseQualityFilter(new URLSearchParams()), { viewer: actor });
	const { classes } = await turnaroundView(app, actor, new URLSearchParams());
	return {
		sentences: morningSentences(view),
		openSignals: await openAlertCount(app.db.read),
		corrections: await countCorrections(app.db.read, actor, now),
		criticals: await countCriticals(app.db.read, { facility: '', now }),
		expiring: await countExpirables(app),
		lateReads: classes.reduce((sum, { openLate }) => sum + openLate, 0)
	};
}

/** Asks the database for an answer and the file system for its room. */
export async function administratorHome(app: App): Promise<AdministratorHome> {
	const { overdue, within30 } = await countExpirables(app);
	const isDatabaseUp = await isHealthy(app.db);
	const people = await listUsers(app.db.read, app.clock.now());
	const activeUsers = people.filter(({ status }) => status === 'active' || status === 'invited').length;
	const disk = await statfs(app.config.dataFolder);
	return {
		engine: app.db.engine,
		isDatabaseUp,
		activeUsers,
		disabledUsers: people.length - activeUsers,
		freeBytes: disk.bavail * disk.bsize,
		totalBytes: disk.blocks * disk.bsize,
		stuck: await stuckWork(app.db.read, app.clock.now()),
		expiring: overdue + within30
	};
}
