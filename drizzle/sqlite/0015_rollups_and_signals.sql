CREATE TABLE `quality_alert_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`alert_id` text NOT NULL,
	`words` text NOT NULL,
	`written_by` text NOT NULL,
	`written_at` integer NOT NULL,
	FOREIGN KEY (`alert_id`) REFERENCES `quality_alerts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`written_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `quality_alert_notes_alert` ON `quality_alert_notes` (`alert_id`,`written_at`);--> statement-breakpoint
CREATE TABLE `quality_alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`once_key` text NOT NULL,
	`radiologist_id` text,
	`evidence` text NOT NULL,
	`status` text NOT NULL,
	`raised_at` integer NOT NULL,
	`acknowledged_by` text,
	`acknowledged_at` integer,
	`closed_by` text,
	`closed_at` integer,
	`outcome` text,
	FOREIGN KEY (`radiologist_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`acknowledged_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`closed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quality_alerts_once` ON `quality_alerts` (`once_key`);--> statement-breakpoint
CREATE INDEX `quality_alerts_status` ON `quality_alerts` (`status`,`raised_at`);--> statement-breakpoint
CREATE TABLE `quality_annotations` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`on_day` text NOT NULL,
	`words` text NOT NULL,
	`facility_id` text,
	`modality` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`withdrawn_by` text,
	`withdrawn_at` integer,
	FOREIGN KEY (`facility_id`) REFERENCES `facilities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`withdrawn_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `quality_annotations_on` ON `quality_annotations` (`on_day`);--> statement-breakpoint
CREATE TABLE `quality_baselines` (
	`id` text PRIMARY KEY NOT NULL,
	`mode` text NOT NULL,
	`level` text NOT NULL,
	`version` integer NOT NULL,
	`from_month` text NOT NULL,
	`through_month` text NOT NULL,
	`x` integer NOT NULL,
	`n` integer NOT NULL,
	`frozen_by` text NOT NULL,
	`frozen_at` integer NOT NULL,
	FOREIGN KEY (`frozen_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quality_baselines_version` ON `quality_baselines` (`mode`,`level`,`version`);--> statement-breakpoint
CREATE TABLE `quality_looks` (
	`id` text PRIMARY KEY NOT NULL,
	`on_day` text NOT NULL,
	`month_count` integer NOT NULL,
	`radiologists` integer NOT NULL,
	`signals` integer NOT NULL,
	`expected_false` real NOT NULL,
	`looked_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quality_looks_on` ON `quality_looks` (`on_day`,`month_count`);--> statement-breakpoint
CREATE TABLE `rollup_marks` (
	`id` text PRIMARY KEY NOT NULL,
	`topic` text NOT NULL,
	`facility_id` text NOT NULL,
	`period` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rollup_marks_cell` ON `rollup_marks` (`topic`,`facility_id`,`period`);--> statement-breakpoint
CREATE TABLE `rollups` (
	`topic` text NOT NULL,
	`facility_id` text NOT NULL,
	`period` text NOT NULL,
	`format` integer NOT NULL,
	`body` blob NOT NULL,
	PRIMARY KEY(`topic`, `facility_id`, `period`)
);
--> statement-breakpoint
CREATE INDEX `reads_facility_final` ON `reads` (`facility_id`,`final_at`,`preliminary_at`);--> statement-breakpoint
-- A change of what rollups count marks their cell in the same transaction: whoever writes, however.
CREATE TRIGGER `rollup_reads_added` AFTER INSERT ON `reads`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM (
		SELECT 'reads' AS topic, new.facility_id AS facility_id, CASE WHEN coalesce(new.final_at, new.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(new.final_at, new.preliminary_at) / 1000, 'unixepoch') END AS period
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = c.topic AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_reads_changed` AFTER UPDATE OF `facility_id`, `reader_id`, `modality`, `body_region`, `shift`, `kind`, `status`, `final_at`, `preliminary_at` ON `reads`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM (
		SELECT 'reads' AS topic, old.facility_id AS facility_id, CASE WHEN coalesce(old.final_at, old.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(old.final_at, old.preliminary_at) / 1000, 'unixepoch') END AS period
		UNION SELECT 'cases', old.facility_id, CASE WHEN coalesce(old.final_at, old.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(old.final_at, old.preliminary_at) / 1000, 'unixepoch') END
			WHERE EXISTS (SELECT 1 FROM cases WHERE read_id = old.id AND detection_mode <> 'calibration')
		UNION SELECT 'reads' AS topic, new.facility_id AS facility_id, CASE WHEN coalesce(new.final_at, new.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(new.final_at, new.preliminary_at) / 1000, 'unixepoch') END AS period
		UNION SELECT 'cases', new.facility_id, CASE WHEN coalesce(new.final_at, new.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(new.final_at, new.preliminary_at) / 1000, 'unixepoch') END
			WHERE EXISTS (SELECT 1 FROM cases WHERE read_id = new.id AND detection_mode <> 'calibration')
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = c.topic AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_reads_removed` AFTER DELETE ON `reads`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM (
		SELECT 'reads' AS topic, old.facility_id AS facility_id, CASE WHEN coalesce(old.final_at, old.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(old.final_at, old.preliminary_at) / 1000, 'unixepoch') END AS period
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = c.topic AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_cases_added` AFTER INSERT ON `cases`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM (
		SELECT DISTINCT 'cases' AS topic, r.facility_id, CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END AS period
		FROM reads r WHERE r.id = new.read_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = c.topic AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_cases_changed` AFTER UPDATE OF `read_id`, `detection_mode`, `blinding_level`, `state`, `final_score`, `due_at`, `attribution`, `rebutted_at` ON `cases`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM (
		SELECT DISTINCT 'cases' AS topic, r.facility_id, CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END AS period
		FROM reads r WHERE r.id IN (old.read_id, new.read_id)
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = c.topic AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_cases_removed` AFTER DELETE ON `cases`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM (
		SELECT DISTINCT 'cases' AS topic, r.facility_id, CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END AS period
		FROM reads r WHERE r.id = old.read_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = c.topic AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_reviews_added` AFTER INSERT ON `reviews`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM (
		SELECT DISTINCT 'cases' AS topic, r.facility_id, CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END AS period
		FROM cases k JOIN reads r ON r.id = k.read_id WHERE k.id = new.case_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = c.topic AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_reviews_changed` AFTER UPDATE OF `score`, `superseded_by`, `cause`, `direction`, `reviewer_id`, `ordinal`, `submitted_at` ON `reviews`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM (
		SELECT DISTINCT 'cases' AS topic, r.facility_id, CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END AS period
		FROM cases k JOIN reads r ON r.id = k.read_id WHERE k.id = new.case_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = c.topic AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
CREATE TRIGGER `rollup_reviews_removed` AFTER DELETE ON `reviews`
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM (
		SELECT DISTINCT 'cases' AS topic, r.facility_id, CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END AS period
		FROM cases k JOIN reads r ON r.id = k.read_id WHERE k.id = old.case_id
	) c
	WHERE period IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rollup_marks m
		WHERE m.topic = c.topic AND m.facility_id = c.facility_id AND m.period = c.period);
END;
--> statement-breakpoint
-- Working days are those of the facility's clock.
CREATE TRIGGER `rollup_time_zone_changed` AFTER UPDATE OF `time_zone` ON `facilities` WHEN old.time_zone <> new.time_zone
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM rollups WHERE facility_id = new.id;
END;
--> statement-breakpoint
-- What is there already has never been counted.
INSERT INTO rollup_marks (id, topic, facility_id, period)
SELECT lower(hex(randomblob(16))), topic, facility_id, period FROM (
	SELECT DISTINCT 'reads' AS topic, r.facility_id, CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END AS period FROM reads r
	UNION SELECT DISTINCT 'cases', r.facility_id, CASE WHEN coalesce(r.final_at, r.preliminary_at) BETWEEN 0 AND 253402300799999 THEN strftime('%Y-%m', coalesce(r.final_at, r.preliminary_at) / 1000, 'unixepoch') END FROM cases k JOIN reads r ON r.id = k.read_id
) WHERE period IS NOT NULL;
