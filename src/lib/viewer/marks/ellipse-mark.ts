import { EllipticalROITool, type Types } from '@cornerstonejs/tools';

/** The text of a mark as the lines beside it; none when it has none. */
function textOf({ label }: Types.Annotation['data']): string[] {
	return label ? [label] : [];
}

/**
 * An ellipse round a finding. It is drawn as Cornerstone's measuring ellipse is, but measures nothing, carries its text, and
 * has a name of its own so that the two are never taken for each other.
 */
export class EllipseMarkTool extends EllipticalROITool {
	static override toolName = 'EllipseMark';

	constructor(...[props, defaults]: ConstructorParameters<typeof EllipticalROITool>) {
		super(props, defaults);
		Object.assign(this.configuration, { calculateStats: false, getTextLines: textOf });
	}
}
