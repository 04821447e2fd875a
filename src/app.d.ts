import type { Actor } from '#lib/core/actor.ts';
import type { App as OverreadApp } from '#lib/server/app.ts';
import type { Sessions } from '#lib/server/auth/sessions.ts';
import type { UnsentField } from '#lib/core/unsent.ts';
import type { Theme } from '#lib/core/theme.ts';

declare global {
	namespace App {
		interface Locals {
			app: OverreadApp;
			sessions: Sessions;
			actor: Actor | null;
			theme: Theme;
			/** What somebody sent from a page without scripts after their session had ended. */
			unsent?: readonly UnsentField[];
		}
		interface Error {
			message: string;
			/** Under which the log holds the rest. */
			errorId?: string;
			/** What was not taken because nobody is signed in any more: given back, kept nowhere. */
			unsent?: readonly UnsentField[];
		}
	}
}

export {};
