-- The same marks as before. What is marked already is found out before the body of a trigger begins, which costs more than the question.
DROP TRIGGER `rollup_reads_added`;
--> statement-breakpoint
CREATE TRIGGER `rollup_reads_added` AFTER INSERT ON `reads`
WHEN NOT EXISTS (SELECT 1 FROM rollup_marks m
	WHERE m.topic = 'reads' AND m.facility_id = new.facility_id AND m.period = CASE WHEN coalesce(new.final_at, new.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(new.final_at, new.preliminary_at) / 1000, 'unixepoch') END)
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'reads', new.facility_id, CASE WHEN coalesce(new.final_at, new.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(new.final_at, new.preliminary_at) / 1000, 'unixepoch') END WHERE CASE WHEN coalesce(new.final_at, new.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(new.final_at, new.preliminary_at) / 1000, 'unixepoch') END IS NOT NULL;
END;
--> statement-breakpoint
DROP TRIGGER `rollup_cases_added`;
--> statement-breakpoint
CREATE TRIGGER `rollup_cases_added` AFTER INSERT ON `cases`
WHEN NOT EXISTS (SELECT 1 FROM reads r JOIN rollup_marks m
	ON m.topic = 'cases' AND m.facility_id = r.facility_id AND m.period = CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END WHERE r.id = new.read_id)
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'cases', r.facility_id, CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END
	FROM reads r WHERE r.id = new.read_id AND CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END IS NOT NULL;
END;
--> statement-breakpoint
DROP TRIGGER `rollup_reviews_added`;
--> statement-breakpoint
CREATE TRIGGER `rollup_reviews_added` AFTER INSERT ON `reviews`
WHEN NOT EXISTS (SELECT 1 FROM cases k JOIN reads r ON r.id = k.read_id JOIN rollup_marks m
	ON m.topic = 'cases' AND m.facility_id = r.facility_id AND m.period = CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END WHERE k.id = new.case_id)
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'cases', r.facility_id, CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END
	FROM cases k JOIN reads r ON r.id = k.read_id WHERE k.id = new.case_id AND CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END IS NOT NULL;
END;
--> statement-breakpoint
DROP TRIGGER `rollup_turnaround_reads_added`;
--> statement-breakpoint
CREATE TRIGGER `rollup_turnaround_reads_added` AFTER INSERT ON `reads`
WHEN EXISTS (SELECT 1 FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id
	AND NOT EXISTS (SELECT 1 FROM rollup_marks m WHERE m.topic = 'turnaround' AND m.facility_id = r.facility_id AND m.period = CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END))
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
		SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = 'turnaround' AND m.facility_id = c.facility_id AND m.period = c.period);
END;
