import { chromium, type Browser } from '@playwright/test';
import { sql } from 'drizzle-orm';
import type { Portal } from '../e2e/portal.ts';
import { findChromium } from '../support/chromium.ts';
import { startDemoPortal } from './demo-portal.ts';
import { spread } from './measure.ts';
import { signInAs } from './sign-in.ts';

const ROUNDS = 5;
const REVIEWER = 'reviewer@demo.overread.example';

type Times = { first: number; whole: number; images: number };

/** An open assignment of the reviewer whose study is a CT of 60 images or more. */
async function findCtAssignment({ app }: Portal): Promise<string> {
	const [row] = await app.db.read.rows<{ id: string }>(sql`
		select a.id from assignments a join users u on u.id = a.reviewer_id join cases c on c.id = a.case_id
		join reads r on r.id = c.read_id join studies s on s.study_uid = r.study_uid
		where u.email = ${REVIEWER} and a.status = 'open' and r.modality = 'CT' and 60 <=
			(select count(*) from instances i join series se on se.id = i.series_id where se.study_id = s.id)
		order by a.id limit 1`);
	if (!row) throw new Error('the demo reviewer has no open CT of 60 images');
	return row.id;
}

/** Opens a case from the queue in a fresh browser; times count from the click. */
async function openOnce(
	browser: Browser,
	origin: string,
	cookie: string,
	assignmentId: string
): Promise<Times> {
	const [name = '', value = ''] = cookie.split('=');
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
	await context.addCookies([{ name, value, url: origin }]);
	const page = await context.newPage();
	try {
		await page.goto(`${origin}/reviews`);
		await page.waitForLoadState('networkidle');
		// The queue links only the next case; a link of the same kind leads to the one measured.
		await page.evaluate((id) => {
			const link = document.createElement('a');
			link.id = 'measured';
			link.href = `/reviews/${id}`;
			link.textContent = 'measured';
			document.querySelector('main')?.prepend(link);
		}, assignmentId);
		const link = page.locator('#measured');
		const startedAt = performance.now();
		await link.click();
		await page.waitForFunction(() => {
			const canvas = document.querySelector<HTMLCanvasElement>('.surface canvas');
			const context2d = canvas?.getContext('2d');
			if (!canvas || !context2d || canvas.width === 0) return false;
			const { data } = context2d.getImageData(0, 0, canvas.width, canvas.height);
			let lit = 0;
			for (let i = 0; i < data.length; i += 64) if ((data[i] ?? 0) > 30) lit += 1;
			return lit > data.length / 64 / 20;
		});
		const first = performance.now() - startedAt;
		const shown = await page
			.getByRole('status')
			.filter({ hasText: /^\d+\/\d+$/ })
			.first()
			.textContent();
		const images = Number(shown?.split('/')[1] ?? 0);
		await page.waitForFunction(
			(count) =>
				performance.getEntriesByType('resource').filter(({ name: url }) => url.includes('/frames/')).length >=
				count,
			images
		);
		return { first, whole: performance.now() - startedAt, images };
	} finally {
		await context.close();
	}
}

/** Time from the click in the queue to the first image and to the whole series, in a fresh Chromium each time. */
export async function benchViewer(): Promise<string[]> {
	const { portal, password, stop } = await startDemoPortal();
	try {
		const cookie = await signInAs(portal, REVIEWER, password);
		const assignmentId = await findCtAssignment(portal);
		const times: Times[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			const browser = await chromium.launch({
				executablePath: findChromium() ?? undefined,
				args: ['--no-sandbox']
			});
			try {
				times.push(await openOnce(browser, portal.origin, cookie, assignmentId));
			} finally {
				await browser.close();
			}
		}
		return [
			`click to first image ${spread(times.map(({ first }) => first))} ms`,
			`click to whole series of ${times[0]?.images ?? 0} images ${spread(times.map(({ whole }) => whole))} ms`
		];
	} finally {
		await stop();
	}
}
