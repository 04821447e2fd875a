import { beginUpload } from '#lib/features/ingest/upload.server.ts';
import { endpoint } from '#lib/server/http/page.ts';
import { json } from '#lib/server/http/respond.ts';

export const POST = endpoint('ingest.run', async ({ app, actor }) => json(await beginUpload(app, actor)));
