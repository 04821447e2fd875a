import { dicomwebResponse } from '#lib/runtime/dicomweb/kit.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('image.read', dicomwebResponse);
export const POST = endpoint('image.store', dicomwebResponse);
