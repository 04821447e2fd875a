import type { SiteNoteStatus } from '#lib/core/site-notes/life.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { Tone } from '#lib/ui/tone.ts';

const tones = { open: 'accent', acknowledged: 'watch', closed: 'good' } as const;

/** A note's standing as a tone. */
export function noteTone(status: SiteNoteStatus): Tone {
	return tones[status];
}

/** How good the images were, in words. */
export function qualityText(quality: string | null): string {
	return quality === null ? messages.siteNotes.notSaid : wordOf(messages.siteNotes.qualities, quality);
}
