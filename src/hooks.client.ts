import type { ClientInit } from '@sveltejs/kit';
import { lookShown } from '#lib/viewer/loading/look-shown.ts';

/** The page wakes up behind its first images, which would wait for that longer than they take themselves. */
export const init: ClientInit = lookShown;
