DROP INDEX `rollup_marks_cell`;--> statement-breakpoint
CREATE INDEX `rollup_marks_cell` ON `rollup_marks` (`period`,`facility_id`,`topic`);--> statement-breakpoint
-- The same marks as before, by one trigger a read: it begins only where a cell is not marked yet, or the accession has other reads.
DROP TRIGGER `rollup_reads_added`;
--> statement-breakpoint
DROP TRIGGER `rollup_turnaround_reads_added`;
--> statement-breakpoint
CREATE TRIGGER `rollup_reads_added` AFTER INSERT ON `reads`
WHEN NOT EXISTS (SELECT 1 FROM rollup_marks WHERE topic = 'reads' AND facility_id = new.facility_id AND period = CASE WHEN coalesce(new.final_at, new.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(new.final_at, new.preliminary_at) / 1000, 'unixepoch') END) OR NOT EXISTS (SELECT 1 FROM rollup_marks WHERE topic = 'turnaround' AND facility_id = new.facility_id AND period = CASE WHEN coalesce(new.exam_completed_at, new.images_received_at, new.preliminary_at, new.final_at, new.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(new.exam_completed_at, new.images_received_at, new.preliminary_at, new.final_at, new.received_at) / 1000, 'unixepoch') END)
	OR EXISTS (SELECT 1 FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id AND r.rowid <> new.rowid)
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM (
		SELECT 'reads' AS topic, new.facility_id AS facility_id, CASE WHEN coalesce(new.final_at, new.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(new.final_at, new.preliminary_at) / 1000, 'unixepoch') END AS period
		UNION ALL SELECT DISTINCT 'turnaround', r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END
			FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = c.topic AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
DROP TRIGGER `rollup_turnaround_events_added`;
--> statement-breakpoint
CREATE TRIGGER `rollup_turnaround_events_added` AFTER INSERT ON `read_events`
WHEN EXISTS (SELECT 1 FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id
	AND NOT EXISTS (SELECT 1 FROM rollup_marks m WHERE m.topic = 'turnaround' AND m.facility_id = r.facility_id AND m.period = CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END))
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
		SELECT DISTINCT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = 'turnaround' AND m.facility_id = c.facility_id AND m.period = c.period);
END;
