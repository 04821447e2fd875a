import type { BlindedCase } from '#lib/core/case/blinding.ts';
import type { App } from '#lib/server/app.ts';
import { findBlindedCase } from './blinded-facts.server.ts';
import { imagesBehind, type BlindedImages } from './workspace-queries.server.ts';

/** A case for a window that shows its images and nothing else. */
export type WindowOnCase = { readonly case: BlindedCase; readonly images: BlindedImages | null };

/**
 * What a second window shows of a case that a door has opened, behind the same door (`reviews/…`, `committee/…`, `feedback/…`);
 * null where the door stays shut. Reports beside the images stay in the window that has the form.
 */
export async function windowOnCase(
	app: App,
	opened: { readonly caseId: string } | null,
	door: string
): Promise<WindowOnCase | null> {
	const blinded = opened && (await findBlindedCase(app.db.read, opened.caseId));
	if (!opened || !blinded) return null;
	return { case: blinded, images: await imagesBehind(app, door, { caseId: opened.caseId, known: null }) };
}
