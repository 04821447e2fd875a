import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Actor } from '#lib/core/actor.ts';
import { addMonths, monthOf, periodOfMonth } from '#lib/core/month.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { readyThread, workOut } from '#lib/features/quality/figures-thread.server.ts';
import { people } from '#lib/features/quality/load.server.ts';
import { loadRadiologistInput } from '#lib/features/quality/radiologist/load.server.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { loopView, turnaroundView } from '#lib/features/turnaround/dashboard.server.ts';
import { turnaroundCells } from '#lib/features/turnaround/kept-cells.server.ts';
import type { App } from '#lib/server/app.ts';

/** As far back as the turnaround page looks, with the months before that it is compared with. */
const TURNAROUND_MONTHS = 24;
/** Of these parts of ten million reads come within some hundredths of a second. */
const MONTHS_AT_ONCE = 3;

/** Sees figures, and no read, reader or case behind them. */
const nobody: Actor = {
	...{ id: 'nobody', name: '', email: '' },
	...{ roles: [], radiologistId: null, scope: null }
};

/**
 * Brings what the pages of quality and turnaround begin with into memory, as if somebody had asked for them: parts of rollups, and the code
 * of the pages and of their thread. What is kept has the bounds that it always has. In small steps; `isMyTurn` is waited for before each.
 */
export async function readyDashboards(app: App, isMyTurn: () => Promise<boolean>): Promise<void> {
	readyThread(app);
	for (const step of stepsOf(app)) {
		if (!(await isMyTurn())) return;
		await step();
	}
}

function* stepsOf(app: App): Generator<() => Promise<unknown>> {
	const quality = (query: string) => () => qualityView(app, parseQualityFilter(new URLSearchParams(query)));
	const turnaround = (query: string) => () => turnaroundView(app, nobody, new URLSearchParams(query));
	// What is asked for most comes first, and the code with it.
	yield quality('');
	yield async () => {
		const { filter } = await turnaroundView(app, nobody, new URLSearchParams());
		await loopView(app, nobody, filter);
	};
	// Every month that a comparison of the longest window needs, but for that of two years with the two before.
	yield quality('months=24&compare=year');
	yield () => somebodysFigures(app);
	const last = monthOf(app.clock.now());
	for (let back = 0; back < TURNAROUND_MONTHS; back += MONTHS_AT_ONCE) {
		const from = periodOfMonth(addMonths(last, 1 - MONTHS_AT_ONCE - back)).from;
		const period = { from, to: periodOfMonth(addMonths(last, -back)).to };
		yield () => turnaroundCells(app.db.read, { period, facility: '' });
	}
	yield turnaround('months=3&compare=before');
}

/** Most of what a radiologist's page is made of is the group's, whoever it is. */
async function somebodysFigures(app: App): Promise<void> {
	const [first] = await people(app.db.read);
	if (first) await workOut(app, { kind: 'radiologist', input: await loadRadiologistInput(app, first.id) });
}

/** A server that has just begun listens and answers before anything is brought in. */
const BEGIN_MS = 250;
/** So long is looked at how busy the process is, and with more than this share of it other things go first. */
const LOOK_MS = 20;
const BUSY = 0.3;
/** A server that has no rest for so long has been asked for its pages already. */
const LIMIT_MS = 120_000;

/**
 * Readies the dashboards of a server that has just begun, once it has nothing else to do: requests go first. Nothing waits for it, and
 * nothing depends on it: where it fails, the first page is slower.
 */
export async function readyWhenUnhurried(app: App): Promise<void> {
	if (!app.config.isMadeReady) return;
	await setTimeout(BEGIN_MS, undefined, { ref: false });
	const endsAt = performance.now() + LIMIT_MS;
	try {
		if (await findGroup(app.db.read)) await readyDashboards(app, () => untilUnhurried(endsAt));
	} catch {
		// A server that is stopped meanwhile has closed its database; all else shows where somebody asks.
		app.log.debug('dashboards are not made ready');
	}
}

/** Waits until the process has had time to spare for a moment; false where it has not until then. */
async function untilUnhurried(endsAt: number): Promise<boolean> {
	while (performance.now() < endsAt) {
		const before = performance.eventLoopUtilization();
		await setTimeout(LOOK_MS, undefined, { ref: false });
		if (performance.eventLoopUtilization(before).utilization < BUSY) return true;
	}
	return false;
}
