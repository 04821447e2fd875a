DROP INDEX `reads_completed`;--> statement-breakpoint
DROP INDEX `reads_preliminary`;--> statement-breakpoint
CREATE INDEX `reads_facility_completed` ON `reads` (`facility_id`,`exam_completed_at`);--> statement-breakpoint
ALTER TABLE `critical_results` ADD `alarmed_at` integer;--> statement-breakpoint
-- Clocks of an accession rest on all its reads, its events and what its lateness was put down to.
CREATE TRIGGER `rollup_turnaround_reads_added` AFTER INSERT ON `reads`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
		SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = 'turnaround' AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_turnaround_reads_changed` AFTER UPDATE OF `facility_id`, `accession`, `reader_id`, `modality`, `body_region`, `procedure`, `priority`, `patient_class`, `kind`, `status`, `report_version`, `exam_completed_at`, `images_received_at`, `preliminary_at`, `final_at`, `received_at` ON `reads`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
		SELECT old.facility_id AS facility_id, CASE WHEN coalesce(old.exam_completed_at, old.images_received_at, old.preliminary_at, old.final_at, old.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(old.exam_completed_at, old.images_received_at, old.preliminary_at, old.final_at, old.received_at) / 1000, 'unixepoch') END AS period
		UNION SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = old.accession AND r.facility_id = old.facility_id
		UNION SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = 'turnaround' AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_turnaround_reads_removed` AFTER DELETE ON `reads`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
		SELECT old.facility_id AS facility_id, CASE WHEN coalesce(old.exam_completed_at, old.images_received_at, old.preliminary_at, old.final_at, old.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(old.exam_completed_at, old.images_received_at, old.preliminary_at, old.final_at, old.received_at) / 1000, 'unixepoch') END AS period
		UNION SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = old.accession AND r.facility_id = old.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = 'turnaround' AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_turnaround_events_added` AFTER INSERT ON `read_events`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
		SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = 'turnaround' AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_turnaround_events_changed` AFTER UPDATE ON `read_events`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
		SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = old.accession AND r.facility_id = old.facility_id
		UNION SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = 'turnaround' AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_turnaround_events_removed` AFTER DELETE ON `read_events`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
		SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = old.accession AND r.facility_id = old.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = 'turnaround' AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_turnaround_causes_added` AFTER INSERT ON `breach_causes`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
		SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = 'turnaround' AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_turnaround_causes_changed` AFTER UPDATE ON `breach_causes`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
		SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = old.accession AND r.facility_id = old.facility_id
		UNION SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = new.accession AND r.facility_id = new.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = 'turnaround' AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_turnaround_causes_removed` AFTER DELETE ON `breach_causes`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
		SELECT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r WHERE r.accession = old.accession AND r.facility_id = old.facility_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = 'turnaround' AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
-- What is there already has never been counted.
INSERT INTO rollup_marks (id, topic, facility_id, period)
SELECT lower(hex(randomblob(16))), 'turnaround', facility_id, period FROM (
	SELECT DISTINCT r.facility_id, CASE WHEN coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at) / 1000, 'unixepoch') END AS period FROM reads r
) WHERE period IS NOT NULL;
