import { dicomwebResponse } from '#lib/runtime/dicomweb/kit.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('committee.decide', dicomwebResponse);
