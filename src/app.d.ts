import type { Actor } from '#lib/core/actor.ts';
import type { App as OverreadApp } from '#lib/server/app.ts';
import type { Sessions } from '#lib/server/auth/sessions.ts';
import type { Theme } from '#lib/core/theme.ts';

declare global {
	namespace App {
		interface Locals {
			app: OverreadApp;
			sessions: Sessions;
			actor: Actor | null;
			theme: Theme;
		}
		interface Error {
			message: string;
			/** Under which the log holds the rest. */
			errorId?: string;
		}
	}
}

export {};
