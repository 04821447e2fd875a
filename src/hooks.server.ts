import { sequence } from '@sveltejs/kit/hooks';
import { handleHeaders } from '#lib/server/http/hooks/headers.ts';
import { handleUnexpected } from '#lib/server/http/hooks/error.ts';
import { handlePreferences } from '#lib/server/http/hooks/preferences.ts';
import { makeHandleContext } from '#lib/server/http/hooks/context.ts';
import { makeHandleRequests } from '#lib/server/http/hooks/requests.ts';
import { handleUnsent } from '#lib/server/http/hooks/unsent.ts';
import { handleSetUp } from '#lib/server/http/hooks/set-up.ts';
import { getApp } from '#lib/runtime/app.ts';
import { readyThread } from '#lib/features/quality/figures-thread.server.ts';
import { readyWhenUnhurried } from '#lib/runtime/ready-dashboards.ts';

/** Files come in here: streamed to disk, or counted before they are read. */
const uploads = [
	'/(app)/ingest',
	'/(app)/ingest/upload/[batch]',
	'/(app)/credentials/[id]/documents',
	'/(app)/credentials/cme/[id]',
	'/(app)/credentials/cme/import',
	'/(app)/credentials/import',
	'/(app)/credentials/inbox/[id]',
	'/(app)/me/cme',
	'/(app)/me/credentials/send',
	'/dicomweb/[...path]'
];

/** Whoever opens the first page of figures does not wait for what it is made of. */
export const init = async (): Promise<void> => {
	const app = await getApp();
	readyThread(app);
	void readyWhenUnhurried(app);
};

export const handle = sequence(
	handleHeaders,
	makeHandleRequests(uploads),
	makeHandleContext(getApp),
	handleUnsent,
	handleSetUp,
	handlePreferences
);

export const handleError = handleUnexpected;
