CREATE TABLE `ai_results` (
	`id` text PRIMARY KEY NOT NULL,
	`natural_key` text NOT NULL,
	`read_id` text,
	`facility_id` text,
	`accession` text NOT NULL,
	`algorithm` text NOT NULL,
	`algorithm_version` text NOT NULL,
	`finding` text NOT NULL,
	`result` text NOT NULL,
	`confidence` real,
	`agreement` text NOT NULL,
	`compared_by` text,
	`compared_at` integer,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`facility_id`) REFERENCES `facilities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`compared_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ai_results_natural_key` ON `ai_results` (`natural_key`);--> statement-breakpoint
CREATE INDEX `ai_results_read` ON `ai_results` (`read_id`);--> statement-breakpoint
CREATE TABLE `attendances` (
	`conference_id` text NOT NULL,
	`user_id` text NOT NULL,
	`recorded_by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`conference_id`, `user_id`),
	FOREIGN KEY (`conference_id`) REFERENCES `conferences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attendances_user` ON `attendances` (`user_id`,`at`);--> statement-breakpoint
CREATE TABLE `calibration_items` (
	`id` text PRIMARY KEY NOT NULL,
	`read_id` text NOT NULL,
	`answer` text NOT NULL,
	`explanation` text NOT NULL,
	`basis` text NOT NULL,
	`status` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`retired_at` integer,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calibration_items_read` ON `calibration_items` (`read_id`);--> statement-breakpoint
CREATE INDEX `calibration_items_status` ON `calibration_items` (`status`);--> statement-breakpoint
CREATE TABLE `committee_recusals` (
	`case_id` text NOT NULL,
	`member_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_id`, `member_id`),
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `committee_votes` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`question` text NOT NULL,
	`review_id` text NOT NULL,
	`member_id` text NOT NULL,
	`outcome` text NOT NULL,
	`final_score` text,
	`attribution` text NOT NULL,
	`action` text NOT NULL,
	`comment` text NOT NULL,
	`cast_at` integer NOT NULL,
	`decision_id` text,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decision_id`) REFERENCES `committee_decisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `committee_votes_member` ON `committee_votes` (`case_id`,`question`,`review_id`,`member_id`);--> statement-breakpoint
CREATE INDEX `committee_votes_decision` ON `committee_votes` (`decision_id`);--> statement-breakpoint
CREATE TABLE `conference_cases` (
	`conference_id` text NOT NULL,
	`learning_case_id` text NOT NULL,
	`position` integer NOT NULL,
	`learning_point` text DEFAULT '' NOT NULL,
	`shown_at` integer,
	PRIMARY KEY(`conference_id`, `learning_case_id`),
	FOREIGN KEY (`conference_id`) REFERENCES `conferences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`learning_case_id`) REFERENCES `learning_cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `conferences` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`starts_at` integer NOT NULL,
	`place` text DEFAULT '' NOT NULL,
	`status` text NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`told_at` integer,
	`sent_at` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `conferences_starts` ON `conferences` (`starts_at`);--> statement-breakpoint
CREATE TABLE `corrections` (
	`id` text PRIMARY KEY NOT NULL,
	`read_id` text NOT NULL,
	`case_id` text NOT NULL,
	`opened_because` text NOT NULL,
	`finding` text NOT NULL,
	`status` text NOT NULL,
	`opened_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`informed_at` integer,
	`informed_by` text,
	`informed_whom` text,
	`informed_how` text,
	`received_at` integer,
	`received_from` text,
	`addendum_read_id` text,
	`addendum_at` integer,
	`closed_at` integer,
	`closed_by` text,
	`closing_words` text,
	`alarmed_at` integer,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`informed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`addendum_read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`closed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `corrections_case` ON `corrections` (`case_id`);--> statement-breakpoint
CREATE INDEX `corrections_status_due` ON `corrections` (`status`,`due_at`);--> statement-breakpoint
CREATE TABLE `focused_plans` (
	`id` text PRIMARY KEY NOT NULL,
	`radiologist_id` text NOT NULL,
	`trigger` text NOT NULL,
	`reason` text NOT NULL,
	`modalities` text DEFAULT '' NOT NULL,
	`target_count` integer NOT NULL,
	`period_from` integer NOT NULL,
	`period_to` integer NOT NULL,
	`criteria` text NOT NULL,
	`max_significant` integer NOT NULL,
	`max_score_three` integer NOT NULL,
	`status` text NOT NULL,
	`outcome` text,
	`outcome_words` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_by` text,
	`ended_at` integer,
	FOREIGN KEY (`radiologist_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `focused_plans_radiologist` ON `focused_plans` (`radiologist_id`,`status`);--> statement-breakpoint
CREATE TABLE `improvement_actions` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`conference_id` text,
	`learning_case_id` text,
	`owner_id` text NOT NULL,
	`due_on` text NOT NULL,
	`status` text NOT NULL,
	`result` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`conference_id`) REFERENCES `conferences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`learning_case_id`) REFERENCES `learning_cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `improvement_actions_status` ON `improvement_actions` (`status`,`due_on`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`payload` text NOT NULL,
	`unique_key` text,
	`status` text NOT NULL,
	`run_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`locked_until` integer,
	`last_error` text,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`status`,`run_at`);--> statement-breakpoint
CREATE INDEX `jobs_unique_key` ON `jobs` (`unique_key`,`status`);--> statement-breakpoint
CREATE TABLE `learning_cases` (
	`id` text PRIMARY KEY NOT NULL,
	`read_id` text,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`submitted_by` text,
	`title` text NOT NULL,
	`story` text NOT NULL,
	`learning_points` text NOT NULL,
	`cause` text,
	`factors` text NOT NULL,
	`status` text NOT NULL,
	`set_aside_reason` text,
	`submitted_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submitted_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `learning_cases_status` ON `learning_cases` (`status`,`submitted_at`);--> statement-breakpoint
CREATE TABLE `legacy_scores` (
	`id` text PRIMARY KEY NOT NULL,
	`natural_key` text NOT NULL,
	`code` text NOT NULL,
	`scale` text NOT NULL,
	`score` text,
	`is_mapped` integer NOT NULL,
	`reader_id` text NOT NULL,
	`facility_id` text,
	`modality` text NOT NULL,
	`reviewed_at` integer NOT NULL,
	`batch_id` text NOT NULL,
	`imported_at` integer NOT NULL,
	FOREIGN KEY (`reader_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`facility_id`) REFERENCES `facilities`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `legacy_scores_natural_key` ON `legacy_scores` (`natural_key`);--> statement-breakpoint
CREATE INDEX `legacy_scores_reader` ON `legacy_scores` (`reader_id`,`reviewed_at`);--> statement-breakpoint
CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`last_error` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `mails_status` ON `mails` (`status`,`created_at`);--> statement-breakpoint
CREATE TABLE `notice_preferences` (
	`user_id` text PRIMARY KEY NOT NULL,
	`mail` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`facts` text NOT NULL,
	`path` text NOT NULL,
	`once_key` text,
	`created_at` integer NOT NULL,
	`read_at` integer,
	`mailed_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `notices_user` ON `notices` (`user_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `notices_once` ON `notices` (`user_id`,`once_key`);--> statement-breakpoint
CREATE TABLE `pixel_checks` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` text NOT NULL,
	`reason` text NOT NULL,
	`status` text NOT NULL,
	`regions` text NOT NULL,
	`created_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pixel_checks_study` ON `pixel_checks` (`study_id`);--> statement-breakpoint
CREATE INDEX `pixel_checks_status` ON `pixel_checks` (`status`,`created_at`);--> statement-breakpoint
CREATE TABLE `read_pairs` (
	`id` text PRIMARY KEY NOT NULL,
	`preliminary_read_id` text NOT NULL,
	`final_read_id` text,
	`final_text` text,
	`final_at` integer,
	`grade` text,
	`grade_words` text,
	`graded_for` text,
	`graded_by` text,
	`graded_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`preliminary_read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`final_read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`graded_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `read_pairs_preliminary` ON `read_pairs` (`preliminary_read_id`);--> statement-breakpoint
CREATE INDEX `read_pairs_grade` ON `read_pairs` (`grade`,`created_at`);--> statement-breakpoint
CREATE TABLE `referrals` (
	`id` text PRIMARY KEY NOT NULL,
	`read_id` text NOT NULL,
	`mode` text NOT NULL,
	`source` text NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	`grade` text,
	`plan_id` text,
	`ai_result_id` text,
	`pair_id` text,
	`status` text NOT NULL,
	`refused_reason` text,
	`case_id` text,
	`asked_by` text,
	`received_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plan_id`) REFERENCES `focused_plans`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ai_result_id`) REFERENCES `ai_results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`pair_id`) REFERENCES `read_pairs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `referrals_status` ON `referrals` (`status`,`received_at`);--> statement-breakpoint
CREATE INDEX `referrals_case` ON `referrals` (`case_id`);--> statement-breakpoint
CREATE INDEX `referrals_read` ON `referrals` (`read_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `referrals_plan_read` ON `referrals` (`plan_id`,`read_id`) WHERE "referrals"."plan_id" is not null;--> statement-breakpoint
CREATE TABLE `site_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`facility_id` text NOT NULL,
	`review_id` text NOT NULL,
	`read_id` text NOT NULL,
	`modality` text NOT NULL,
	`image_quality` text,
	`issues` text NOT NULL,
	`comment` text NOT NULL,
	`status` text NOT NULL,
	`raised_at` integer NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`facility_id`) REFERENCES `facilities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `site_notes_review` ON `site_notes` (`review_id`);--> statement-breakpoint
CREATE INDEX `site_notes_facility` ON `site_notes` (`facility_id`,`status`,`raised_at`);--> statement-breakpoint
DROP INDEX `cases_read_mode`;--> statement-breakpoint
ALTER TABLE `cases` ADD `calibration_item_id` text;--> statement-breakpoint
CREATE INDEX `cases_calibration_item` ON `cases` (`calibration_item_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `cases_read_mode` ON `cases` (`read_id`,`detection_mode`) WHERE "cases"."detection_mode" <> 'calibration';--> statement-breakpoint
ALTER TABLE `assignments` ADD `purpose` text DEFAULT 'review' NOT NULL;--> statement-breakpoint
ALTER TABLE `assignments` ADD `request` text;--> statement-breakpoint
ALTER TABLE `committee_decisions` ADD `action` text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE `committee_decisions` ADD `learning_point` text;--> statement-breakpoint
ALTER TABLE `committee_decisions` ADD `quorum` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `committee_decisions` ADD `votes_cast` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `committee_decisions` ADD `votes_for` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `committee_decisions` ADD `recusals` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `committee_decisions` ADD `is_chairs` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `marks` ADD `frame_of_reference_uid` text;--> statement-breakpoint
ALTER TABLE `reviews` ADD `image_issues` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `reviews` ADD `site_comment` text;--> statement-breakpoint
ALTER TABLE `reviews` ADD `report_quality` text;--> statement-breakpoint
ALTER TABLE `reviews` ADD `learning_value` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `reviews` ADD `needs_correction` integer DEFAULT false NOT NULL;