import { testPacs } from '#lib/features/notices/pacs-check.server.ts';
import { wantAllImages } from '#lib/features/reads/image-lookups.server.ts';
import { errorText } from '#lib/i18n/error-text.ts';
import type { App } from '#lib/server/app.ts';

type Print = (data: unknown, text: string) => void;

/** Tries the connection to the PACS. */
export async function checkConnection(app: App, print: Print): Promise<number> {
	const tested = await testPacs(app);
	if (tested.ok) print({ ok: true, ms: tested.value }, `The PACS answered in ${tested.value} ms.`);
	else print({ ok: false, error: tested.error }, errorText(tested.error) ?? tested.error);
	return tested.ok ? 0 : 1;
}

/** Has the images of all reads looked for that have none. */
export async function findImages(app: App, print: Print): Promise<number> {
	if (!app.config.pacs) {
		print({ ok: false, error: 'pacs-not-set' }, 'No PACS is set up: set PACS_URL.');
		return 1;
	}
	const wanted = await wantAllImages(app);
	print({ ok: true, wanted }, `The images of ${wanted} reads are looked for in the background.`);
	return 0;
}
