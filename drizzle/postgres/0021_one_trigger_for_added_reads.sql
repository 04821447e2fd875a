DROP INDEX "rollup_marks_cell";--> statement-breakpoint
CREATE INDEX "rollup_marks_cell" ON "rollup_marks" USING btree ("period","facility_id","topic");--> statement-breakpoint
-- The same marks as before, by one trigger a statement. Months are told from the few days that it has; other reads of its accessions are looked up
-- one by one in the index, whatever a planner thinks of tables that it has not yet counted.
CREATE FUNCTION "rollup_mark_reads_added"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
	INSERT INTO rollup_marks (id, topic, facility_id, period)
	SELECT gen_random_uuid()::text, topic, facility_id, period FROM (
		SELECT 'reads' AS topic, facility_id, rollup_month(day * 86400000) AS period FROM (
			SELECT facility_id, coalesce(final_at, preliminary_at) / 86400000 AS day FROM added
			WHERE coalesce(final_at, preliminary_at) >= 0 GROUP BY 1, 2) d
		UNION SELECT 'turnaround', facility_id, rollup_month(day * 86400000) FROM (
			SELECT facility_id, coalesce(exam_completed_at, images_received_at, preliminary_at, final_at, received_at) / 86400000 AS day FROM added
			WHERE coalesce(exam_completed_at, images_received_at, preliminary_at, final_at, received_at) >= 0 GROUP BY 1, 2) d
		UNION SELECT 'turnaround', r.facility_id, rollup_month(coalesce(r.exam_completed_at, r.images_received_at, r.preliminary_at, r.final_at, r.received_at))
			FROM added t JOIN reads r ON r.accession = t.accession AND r.facility_id = t.facility_id WHERE r.id <> t.id
	) c WHERE period IS NOT NULL;
	RETURN NULL;
END;
$$;
--> statement-breakpoint
DROP TRIGGER "rollup_reads_added" ON "reads";
--> statement-breakpoint
DROP TRIGGER "rollup_turnaround_reads_added" ON "reads";
--> statement-breakpoint
CREATE TRIGGER "rollup_reads_added" AFTER INSERT ON "reads" REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "rollup_mark_reads_added"();
