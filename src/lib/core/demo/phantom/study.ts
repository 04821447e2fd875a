import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { abdomenCt, chestCt, headCt } from './ct.ts';
import { chestFilm } from './film.ts';
import type { StudyPictures } from './image.ts';
import { brainMr } from './mr.ts';
import { ultrasoundCine } from './ultrasound.ts';

/** The pictures of a study. Pure: the same plan gives the same pixels. */
export function renderStudy(plan: StudyPlan): StudyPictures {
	switch (plan.body) {
		case 'ct-head':
			return headCt(plan);
		case 'ct-chest':
			return chestCt(plan);
		case 'ct-abdomen':
			return abdomenCt(plan);
		case 'cr-chest':
			return chestFilm(plan);
		case 'mr-brain':
			return brainMr(plan);
		case 'us-gallbladder':
		case 'us-aorta':
			return ultrasoundCine(plan);
	}
}
