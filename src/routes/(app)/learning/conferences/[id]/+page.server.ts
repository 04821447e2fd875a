import { error } from '@sveltejs/kit';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { acceptedCases } from '#lib/features/learning/case-queries.server.ts';
import {
	addCase,
	cancelConference,
	changeConference,
	moveCaseBy,
	removeCase,
	takenCases
} from '#lib/features/learning/conference-commands.server.ts';
import { conference } from '#lib/features/learning/conference-queries.server.ts';
import {
	endConference,
	savePoints,
	sendPoints,
	startConference
} from '#lib/features/learning/meeting-commands.server.ts';
import { attend, keepAttendance } from '#lib/features/learning/attendance.server.ts';
import { participants } from '#lib/features/learning/people.server.ts';
import {
	attendanceSchema,
	changePlanSchema,
	conferenceCaseSchema,
	idSchema,
	moveSchema,
	pointsSchema,
	startSchema
} from '#lib/features/learning/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const load = page('learning.take-part', async ({ app, actor, params }) => {
	const found = await conference({ app, actor }, params.id ?? '');
	if (!found.ok) error(statusOf(found.error), found.error);
	const { mayManage, status } = found.value;
	const { read } = app.db;
	const taken = mayManage && status === 'planned' ? await takenCases(read) : null;
	return {
		meeting: found.value,
		free: taken ? (await acceptedCases(read)).filter(({ id }) => !taken.has(id)) : [],
		people: mayManage ? await participants(read) : [],
		timeZone: await groupTimeZone(read)
	};
});

export const actions = {
	change: action('learning.manage', changePlanSchema, changeConference),
	cancel: action('learning.manage', idSchema, cancelConference),
	add: action('learning.manage', conferenceCaseSchema, addCase),
	remove: action('learning.manage', conferenceCaseSchema, removeCase),
	move: action('learning.manage', moveSchema, moveCaseBy),
	start: action('learning.manage', startSchema, startConference),
	end: action('learning.manage', idSchema, endConference),
	attendance: action('learning.manage', attendanceSchema, keepAttendance),
	points: action('learning.manage', pointsSchema, savePoints),
	send: action('learning.manage', pointsSchema, sendPoints),
	attend: action('learning.take-part', idSchema, attend)
};
