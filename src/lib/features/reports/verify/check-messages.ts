import type { Checked } from '#lib/core/bundle/check.ts';
import type { Manifest } from '#lib/core/bundle/manifest.ts';
import type { PublicKey } from '#lib/core/signing/keys.ts';

/** What the thread that checks files is asked: to check some, or to stop checking those of a number. */
export type CheckTask =
	| {
			readonly id: number;
			readonly files: readonly File[];
			readonly keys: readonly PublicKey[];
			readonly manifests: readonly Manifest[];
	  }
	| { readonly id: number; readonly files: null };

/** What it answers: how far it is, what it found, or that it could not go on. */
export type CheckAnswer =
	| { readonly id: number; readonly done: number; readonly of: number }
	| { readonly id: number; readonly checked: readonly Checked[] }
	| { readonly id: number; readonly stopped: 'cancelled' | 'unreadable' };
