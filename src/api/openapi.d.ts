/* Made from openapi.json by `npm run openapi`. */
export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["get_health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls can be taken and recorded: storage, ledger, keys */
        get: operations["get_health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document (OpenAPI 3.1) */
        get: operations["get_openapi_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines, in the order of the operator's document */
        get: operations["get_lines"];
        put?: never;
        /**
         * Add a line: it takes calls from now on
         * @description 409 for an id that is taken, 400 for a number that another line has, and for an agent who is not written down. A dry run answers 200.
         */
        post: operations["post_lines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One line as the operator's document has it, with its ETag */
        get: operations["get_lines_id"];
        put?: never;
        post?: never;
        /**
         * Delete a line: its number is not answered any more
         * @description 409 while calls are in progress on it, or when it is all that the test phone can ring. Its calls, consents and recordings stay as they are.
         */
        delete: operations["delete_lines_id"];
        options?: never;
        head?: never;
        /**
         * Change members of a line, for calls that come from now on
         * @description Each member that is sent replaces the whole stored one; null takes an optional one away.
         */
        patch: operations["patch_lines_id"];
        trace?: never;
    };
    "/v1/lines/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a call at a moment would meet: open or closed and until when, greeting, language, destination */
        get: operations["get_lines_id_explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Schedules: when lines are open */
        get: operations["get_schedules"];
        put?: never;
        /**
         * Add a schedule; lines keep it once they name it
         * @description 400 for hours or dates that overlap, naming them. A dry run answers 200.
         */
        post: operations["post_schedules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One schedule, with its ETag */
        get: operations["get_schedules_id"];
        put?: never;
        post?: never;
        /** Delete a schedule that no line keeps */
        delete: operations["delete_schedules_id"];
        options?: never;
        head?: never;
        /**
         * Change members of a schedule, for calls that come from now on
         * @description Each member that is sent replaces the whole stored one.
         */
        patch: operations["patch_schedules_id"];
        trace?: never;
    };
    "/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls, live and ended, newest first */
        get: operations["get_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One call, with its consents and recordings */
        get: operations["get_calls_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop keeping audio until resume, for example while a card number is given */
        post: operations["post_calls_id_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep audio again after a pause */
        post: operations["post_calls_id_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the recording for good: what was recorded is kept as its retention says, and the ledger says who */
        post: operations["post_calls_id_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw the caller's consent: recording stops at once, for good */
        post: operations["post_calls_id_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * State that the caller agreed when asked by the agent (lines in agent_asks)
         * @description Caller and agent are told first that recording begins; it does once that was heard and the statement is durable. A caller who presses 2 is not recorded.
         */
        post: operations["post_calls_id_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The call's timeline as server-sent events, past first, until call.ended
         * @description Resumes after `Last-Event-ID`. A comment line every 15 seconds keeps the connection alive.
         */
        get: operations["get_calls_id_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens on all calls, as server-sent events, from now on
         * @description No number and no digit. Nothing is sent again: who was cut off reads the lists anew.
         */
        get: operations["get_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The call's timeline as the ledger has it, with what was kept and what was paused */
        get: operations["get_calls_id_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Consents, refusals, silences and withdrawals, newest first */
        get: operations["get_consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One consent */
        get: operations["get_consents_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recordings, newest first; erased ones as their tombstones */
        get: operations["get_recordings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One recording: its state, its hashes and its retention, never its audio */
        get: operations["get_recordings_id"];
        put?: never;
        post?: never;
        /**
         * Erase one recording for good: its key, its audio, then leave the tombstone
         * @description Erasing again gives the same answer again. 409 while the recording is still being made, or must be kept: legal-hold and retained-by-law name the reason, and it is erased when that ends.
         */
        delete: operations["delete_recordings_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The recording as WAV: stereo, caller left, agent right
         * @description Takes Range and If-Range. 410 once erased (erased_at, tombstone_sha256), 403 while restricted or for a purpose that was not consented to. Each request is on record in the ledger before its first byte (key.used) and with the range that went out after its last (access.played); 503 without a byte when it cannot be.
         */
        get: operations["get_recordings_id_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/listening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say why, once, and get an address that the browser's own player can use
         * @description It stands for the reason (X-Assent-Reason) and purpose, opens nothing without the same sign-in, and ends after two hours. Nothing is heard yet: each request to the address is on record.
         */
        post: operations["post_recordings_id_listening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a player draws: how loud each side was, made anew from the audio at each request
         * @description Kept nowhere, so that nothing of it is left to erase. On record as a playback of the whole: its shape tells of what was said.
         */
        get: operations["get_recordings_id_peaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/encrypted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Header, wrapped keys and facts of the ciphertext, for export
         * @description On record in the ledger (access.exported) before it is answered; 503 when it cannot be.
         */
        get: operations["get_recordings_id_encrypted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/header": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** header.json alone: the exact bytes whose hash is in the ledger and bound to the audio */
        get: operations["get_recordings_id_header"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/ciphertext": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * recording.tink: the stored bytes, as Tink's own libraries read them
         * @description They open nothing without the wrapped keys, and it is those whose leaving is on record.
         */
        get: operations["get_recordings_id_ciphertext"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inclusion proofs of every leaf about this recording, and the checkpoint they lead to */
        get: operations["get_recordings_id_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/elsewhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that you hold the ciphertext of a recording: its file here is removed
         * @description After recording.stored: fetch /ciphertext (with /encrypted if you want to open it), store it, and send the SHA-256 of what you stored. It enters the ledger (recording.moved) before the file goes. The keys stay here: erasure and retention destroy them as before, which makes your copy unreadable, and you are told (recording.erased). Playback is 409 recording-elsewhere from then on. Nothing is removed for another hash (409, errors names sha256), under a legal hold (legal-hold) or while the law asks to keep it (retained-by-law).
         */
        post: operations["post_recordings_id_elsewhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who listened to this recording, exported it, or was denied, oldest first */
        get: operations["get_recordings_id_access"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/unmask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The caller's whole number, with a reason, on record before it is answered
         * @description X-Assent-Reason is required. 410 once the caller's data are erased.
         */
        post: operations["post_calls_id_unmask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One call's evidence bundle: leaves, proofs, consent record, as a tar archive
         * @description Checked offline by `assent verify`. On record in the ledger (access.exported, and access.unmasked when the number is released) before its first byte; 503 when it cannot be.
         */
        get: operations["get_calls_id_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-pack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit pack of a period: ledger, lists, questions, policies, sample, verifier, signed; as tar
         * @description Checked offline by `assent verify`. On record in the ledger (access.exported) before its first byte.
         */
        get: operations["get_audit_pack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a caller, one recording, or the recordings of a line and a period, for good
         * @description A number nothing is held under gives an empty list. What a hold or the law keeps is listed with its reason and erased by itself when that ends. 409 while a call of the person goes on, while a line leads to the agent, or when a second person must approve; 412 when the preview is stale: nothing is destroyed then. A line or a period is a job: 202, and Location says where it stands. Idempotency-Key is required but for a dry run.
         */
        post: operations["post_erasures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs, newest first; one that ended more than a month ago may be gone */
        get: operations["get_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a job is */
        get: operations["get_jobs_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of each recording, by its id */
        get: operations["get_jobs_id_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a job: what is erased stays erased, the rest stays as it is
         * @description 409 when it has ended.
         */
        post: operations["post_jobs_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress as server-sent events, until the job has ended
         * @description Each event is the job as it then stands; its id grows. Who comes back with `Last-Event-ID` is told where it stands now, unless they know. A comment line every 15 seconds keeps the connection alive.
         */
        get: operations["get_jobs_id_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Legal holds that stand, newest first, at most 1000; of one recording with recording_id */
        get: operations["get_holds"];
        put?: never;
        /** Forbid that a recording is erased, by a person or by retention, until the hold is released */
        post: operations["post_holds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Release a hold; an erasure that waited for it runs now */
        delete: operations["delete_holds_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/restriction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Restrict the processing of a recording (Art. 18 GDPR): kept, and not playable */
        put: operations["put_recordings_id_restriction"];
        post?: never;
        /** Lift a restriction: the recording is again what it was */
        delete: operations["delete_recordings_id_restriction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the sweeps are doing */
        get: operations["get_retention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the clock and the batch are right: a sweep that asked goes on */
        post: operations["post_retention_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Until when a recording is kept, which rule won, and the sentence for the person */
        get: operations["get_recordings_id_retention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules, beside what each line says */
        get: operations["get_retention_rules"];
        put?: never;
        /** Add a rule for calls to come; with the preview of a dry run, for existing recordings too */
        post: operations["post_retention_rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention/rules/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a rule for calls to come; with the preview of a dry run, for existing recordings too */
        post: operations["post_retention_rules_id_remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The key encryption keys, oldest first, destroyed ones included */
        get: operations["get_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the key epoch now: every living key is wrapped anew, and the old KEK is destroyed
         * @description Older backups of the key store open nothing from then on. When it fails, send it again: it goes on.
         */
        post: operations["post_keys_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The calls of a line, of an agent or of both that have ended: CSV and JSON with a signed manifest, as tar
         * @description Give line, agent or both. On record in the ledger (access.exported) before its first byte. Holds no number, and of an agent no more than the id.
         */
        get: operations["get_exports_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests, newest first */
        get: operations["get_requests"];
        put?: never;
        /**
         * File a person's request, or an authority's
         * @description The number is not stored: its keyed hash until the request is carried out, and its masked form.
         */
        post: operations["post_requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request with every attempt on it */
        get: operations["get_requests_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how the person's identity was verified */
        post: operations["post_requests_id_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/assess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Assess a request: what is held, item by item */
        post: operations["post_requests_id_assess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Carry out an assessed request
         * @description 409 when whoever filed it asks, when a call of the person goes on, or when more is held by now.
         */
        post: operations["post_requests_id_execute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a request, with its reason */
        post: operations["post_requests_id_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Extend the month by two, once (Art. 12(3) GDPR) */
        post: operations["post_requests_id_extend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/notified": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the person was told of the decision */
        post: operations["post_requests_id_notified"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The copy of a person's data (Art. 15 GDPR): a ZIP archive with audio, consents and a letter
         * @description Only of a request for access that was carried out. Every recording in it is on record as played.
         */
        get: operations["get_requests_id_copy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an authority is handed: a ZIP archive with its manifest
         * @description Only of a disclosure that was carried out. Every recording in it is on record as played.
         */
        get: operations["get_requests_id_handover"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed certificate of an erasure: a JWS, or a page of PDF to print */
        get: operations["get_requests_id_certificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The documents that prove who makes a request, newest first */
        get: operations["get_requests_id_documents"];
        put?: never;
        /** Add a document that proves who makes a request. It is sealed, and destroyed after days */
        post: operations["post_requests_id_documents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/documents/{document}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One document, as it was added */
        get: operations["get_requests_id_documents_document"];
        put?: never;
        post?: never;
        /** Destroy a document for good */
        delete: operations["delete_requests_id_documents_document"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is known of the call of a receipt
         * @description 404 for a wrong code as for an unknown number; 429 with Retry-After after too many wrong ones.
         */
        post: operations["post_receipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipt/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the consent back: a live recording ends at once, what was recorded is locked and then destroyed
         * @description 404 for a wrong code as for an unknown number; 429 with Retry-After after too many wrong ones.
         */
        post: operations["post_receipt_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipt/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a copy of the data, or for their erasure: a request that is due within a month
         * @description 404 for a wrong code as for an unknown number; 429 with Retry-After after too many wrong ones.
         */
        post: operations["post_receipt_requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contacts, newest first */
        get: operations["get_contacts"];
        put?: never;
        /** Write down who a caller is. Name and numbers are sealed to a key of their own */
        post: operations["post_contacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contact */
        get: operations["get_contacts_id"];
        /** Correct a contact: the wording before is destroyed, and stays as a digest in its leaf */
        put: operations["put_contacts_id"];
        post?: never;
        /**
         * Erase a contact with everything held under its numbers: calls' keys, recordings, notes and tags
         * @description What a hold or the law keeps is listed with its reason, and is erased by itself with the contact when that ends. 409 while a call of the person goes on, or when a second person must approve.
         */
        delete: operations["delete_contacts_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Agents, newest first, at most 1000 */
        get: operations["get_agents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One agent, with name and lines */
        get: operations["get_agents_id"];
        /** Write down an agent, or correct one: name and lines are sealed to a key of their own */
        put: operations["put_agents_id"];
        post?: never;
        /**
         * Erase an agent: the name for good, and whose calls were theirs
         * @description Recordings of the agent's calls are the callers' as well: erase those first, with POST /v1/erasures and `agent`. 409 while a line leads to the agent.
         */
        delete: operations["delete_agents_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/agent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who spoke on a call */
        get: operations["get_calls_id_agent"];
        /** Say who speaks on a call, live or ended */
        put: operations["put_calls_id_agent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The note on a call */
        get: operations["get_calls_id_notes"];
        /**
         * Write the note on a call: the one before is destroyed
         * @description 409 on a call whose caller was erased, and while a legal hold keeps the note there is.
         */
        put: operations["put_calls_id_notes"];
        post?: never;
        /** Erase the note on a call */
        delete: operations["delete_calls_id_notes"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tags on a call */
        get: operations["get_calls_id_tags"];
        /** Tag a call: the tags before are destroyed */
        put: operations["put_calls_id_tags"];
        post?: never;
        /** Erase the tags on a call */
        delete: operations["delete_calls_id_tags"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/data-map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every stored field: category, purpose, legal basis, retention, place */
        get: operations["get_data_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody else who receives data: purpose, country and transfer mechanism */
        get: operations["get_recipients"];
        put?: never;
        /** Add a recipient: from now on consents name it, and those from before do not cover it */
        post: operations["post_recipients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recipients/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register as it was, newest first: what consents name by its hash */
        get: operations["get_recipients_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recipients/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One recipient, with the ETag that removing it asks for */
        get: operations["get_recipients_id"];
        put?: never;
        post?: never;
        /** Remove a recipient: nothing is exported to it any more */
        delete: operations["delete_recipients_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/processing-register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of processing activities (Art. 30 GDPR), made of the data map and the configuration */
        get: operations["get_processing_register"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whose data a key, an address or a period touched; with a reason, on record before it is answered
         * @description X-Assent-Reason is required. Exports of many calls count for every call in them.
         */
        post: operations["post_incidents_query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Greetings with all their versions */
        get: operations["get_greetings"];
        put?: never;
        /** Add a greeting, still without a version */
        post: operations["post_greetings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One greeting with all its versions, with its ETag */
        get: operations["get_greetings_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a draft, copied from the newest version or from another */
        post: operations["post_greetings_id_versions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/versions/{version}/{language}/{prompt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set one prompt of a draft: its words and its audio
         * @description If-Match names the greeting. 409 once the version is published: what callers heard never changes.
         */
        put: operations["put_greetings_id_versions_version_language_prompt"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/versions/{version}/{language}/{prompt}/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set one prompt of a draft: its words, spoken by the synthetic voice for drafts
         * @description 404 where espeak-ng is not installed or has no voice for the language; 400 for letters that the voice cannot read.
         */
        post: operations["post_greetings_id_versions_version_language_prompt_speech"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/versions/{version}/says/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Point at the words that say what must be said
         * @description Each is quoted from the prompt: `purpose` and `free_choice` from the notice, `rights` and `contact` from `more`.
         */
        put: operations["put_greetings_id_versions_version_says_language"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/versions/{version}/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a version as publishing would, and change nothing */
        post: operations["post_greetings_id_versions_version_validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/versions/{version}/waivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a check that does not pass stand, with a reason that is kept
         * @description `pointer` and `code` are a finding's. Falls when the words or the audio that it is about change.
         */
        post: operations["post_greetings_id_versions_version_waivers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/versions/{version}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Name who reviewed the words: they are draft wording no more */
        post: operations["post_greetings_id_versions_version_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/versions/{version}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a draft, now or at a time: immutable from then on, and played to new callers
         * @description Every check passes or is waived, else 409 with the finding's pointer. At `at` it is checked again; what is no longer true for its lines stays a draft and says why.
         */
        post: operations["post_greetings_id_versions_version_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/versions/{version}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a version off the schedule: it is a draft again */
        delete: operations["delete_greetings_id_versions_version_schedule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an earlier published version back, as a new one
         * @description What was played when stays as it was. 409 when its words are no longer true for a line.
         */
        post: operations["post_greetings_id_rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a caller hears differently in two versions */
        get: operations["get_greetings_id_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/versions/{version}/{language}/{prompt}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hear a prompt as on a phone line
         * @description Decoded from the very bytes that the line plays, whose hash is `audio_sha256`.
         */
        get: operations["get_greetings_id_versions_version_language_prompt_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/greetings/{id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How callers answered each version, and how long they waited for the agent */
        get: operations["get_greetings_id_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How a call would be asked, and which rule decides it
         * @description Nothing is stored. The strictest rule of all places found counts. Not legal advice.
         */
        post: operations["post_policy_explain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The jurisdiction rules in use, each with statute, sources, review and confidence */
        get: operations["get_policy_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines whose mode some jurisdiction does not allow */
        get: operations["get_policy_warnings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every past decision made again from its stored inputs, and where the outcome differs
         * @description Reads the whole ledger.
         */
        get: operations["get_policy_replay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Place a call from the test phone, through the real pipeline */
        post: operations["post_test_calls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trunks/{name}/test-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call a tester's phone over this trunk, to learn which keys arrive
         * @description The call asks for the keys 1, 2, star and 0, in each part. It is never recorded and stands in no ledger; its numbers are kept nowhere. One at a time for each trunk.
         */
        post: operations["post_trunks_name_test_calls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trunks/{name}/test-calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a test call has learnt so far
         * @description Known for ten minutes after its end.
         */
        get: operations["get_trunks_name_test_calls_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest checkpoint as JSON */
        get: operations["get_ledger_checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What runs here */
        get: operations["get_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/deep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Readiness, and the key round trip, the ledger's continuation, retention, backlog and disk */
        get: operations["get_health_deep"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with password and code: answers with a cookie
         * @description 401 says not which part was wrong. After several failures 429 with Retry-After; no account is ever locked.
         */
        post: operations["post_session"];
        /** Sign out: the cookie opens nothing any more */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and what they may do */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own sign-ins that hold, newest first */
        get: operations["get_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of one's own sign-ins */
        delete: operations["delete_sessions_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an invitation: set the password; then sign in */
        post: operations["post_invitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Go to the sign-in provider */
        get: operations["get_session_oidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the provider sends the browser back to; signs in */
        get: operations["get_session_oidc_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People who may sign in, newest first */
        get: operations["get_users"];
        put?: never;
        /** Invite a person: the link sets a password, and a second factor where the role asks for one */
        post: operations["post_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person who may sign in */
        get: operations["get_users_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a person's role or lines, or disable them: every sign-in of theirs ends
         * @description 409 where nobody would be owner any more, and for a role whose second factor is missing.
         */
        patch: operations["patch_users_id"];
        trace?: never;
    };
    "/v1/users/{id}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new link for who lost password or telephone; the old ones hold until it is taken */
        post: operations["post_users_id_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Machines that may use the API, newest first */
        get: operations["get_service_accounts"];
        put?: never;
        /** Make a service account: its tokens do what their scopes name */
        post: operations["post_service_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One service account with its tokens, and when each was last used */
        get: operations["get_service_accounts_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disable a service account for good: none of its tokens opens anything any more */
        post: operations["post_service_accounts_id_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue a token. To rotate: issue the next, use it, then revoke this one */
        post: operations["post_service_accounts_id_tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts/{id}/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a token: it opens nothing from now on */
        delete: operations["delete_service_accounts_id_tokens_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Endpoints that are told what happens, newest first */
        get: operations["get_webhooks"];
        put?: never;
        /**
         * Add an endpoint: it is told what happens from now on
         * @description Bodies hold a type, a time and ids: never a number. Each is signed (Standard Webhooks 1.0) and sent at least once, in order within a call; ten attempts in three days, then it can be replayed.
         */
        post: operations["post_webhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One endpoint, with its ETag */
        get: operations["get_webhooks_id"];
        put?: never;
        post?: never;
        /** Remove an endpoint with its deliveries: it is told nothing more */
        delete: operations["delete_webhooks_id"];
        options?: never;
        head?: never;
        /** Change an endpoint, or disable and enable it: what it was not told meanwhile is sent then */
        patch: operations["patch_webhooks_id"];
        trace?: never;
    };
    "/v1/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign with a new key, and with the old one beside it until the overlap is over */
        post: operations["post_webhooks_id_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a webhook.test event to this endpoint: its delivery shows what came of it */
        post: operations["post_webhooks_id_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deliveries of an endpoint, newest first; kept for 30 days after they ended */
        get: operations["get_webhooks_id_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{delivery}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery: its exact body, and what came of every attempt */
        get: operations["get_webhooks_id_deliveries_delivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{delivery}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a delivery that ended once more, under its own id; 409 while it is under way */
        post: operations["post_webhooks_id_deliveries_delivery_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send again what failed, or what was delivered, in a period */
        post: operations["post_webhooks_id_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest checkpoint, a signed note */
        get: operations["get_ledger_files_checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger/log.vkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The key the checkpoints are signed with. Get it by another path too, and compare */
        get: operations["get_ledger_files_log_vkey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger/witness.vkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The witnesses' keys, one a line; empty when there is none */
        get: operations["get_ledger_files_witness_vkeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger/tsa.pem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The CA of the timestamp authority, where one is configured */
        get: operations["get_ledger_files_tsa_pem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger/timestamp/{size}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The RFC 3161 response for the checkpoint of this size, asked for when it is first wanted */
        get: operations["get_ledger_files_timestamp_size"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger/tile/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tile of hashes or of entries, for example tile/0/000.p/49 or tile/entries/000 */
        get: operations["get_ledger_files_tile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "type": "urn:assent:problem:not-found",
         *       "title": "Not found",
         *       "status": 404,
         *       "detail": "there is no such recording",
         *       "code": "not-found",
         *       "request_id": "5e0d3cb4-8a0c-4a27-9c8e-0f6f3a1f7a11"
         *     }
         */
        Problem: {
            /** @description urn:assent:problem:<code> */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Stable: match on this, never on text */
            code: string;
            /** @description Also in X-Request-Id and in the gateway's log */
            request_id: string;
            errors?: {
                /** @description JSON pointer into {path, query, headers, body} of the request */
                pointer: string;
                code: string;
                detail: string;
            }[];
            /** @description Only with version-stale: what If-Match would have to say now */
            current_etag?: string;
            /** @description Only with recording-erased */
            erased_at?: string;
            /** @description Only with recording-erased: base64url SHA-256 over its tombstone */
            tombstone_sha256?: string;
            /** @description Only with recording-elsewhere: who holds the ciphertext */
            recipient?: string;
            /** @description Only with recording-elsewhere */
            moved_at?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @example {
         *       "id": "cns_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "call_id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "party": "caller",
         *       "state": "granted",
         *       "method": "dtmf",
         *       "script": "standard/3/en",
         *       "script_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "heard": {
         *         "bytes": 64000,
         *         "total": 64000
         *       },
         *       "at": "2026-11-23T16:20:07.123Z",
         *       "leaf_index": 42,
         *       "recipients": {
         *         "register_sha256": null,
         *         "not_covered": []
         *       }
         *     }
         */
        Consent: {
            /** @example cns_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            call_id: string;
            /** @enum {string} */
            party: "caller" | "agent";
            /** @enum {string} */
            state: "granted" | "refused" | "no_answer" | "failed" | "not_asked" | "not_required" | "withdrawn";
            /** @description dtmf, speech, agent, prior or none */
            method: string;
            /** @description <greeting>/<version>/<language> */
            script: string;
            /** @description base64url, over the audio, the text and the meaning of each key */
            script_sha256: string;
            /** @description How much of the notice was proven to be heard */
            heard: {
                bytes: number;
                total: number;
            };
            at: string;
            /** @description Where it stands in the ledger */
            leaf_index: number;
            recipients: {
                /** @description The register it was given under; null: nobody was named */
                register_sha256: string | null;
                /** @description Recipients of today that it does not cover: they came later */
                not_covered: string[];
            };
        };
        /**
         * @example {
         *       "id": "job_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "kind": "erasure",
         *       "state": "running",
         *       "total": 1200,
         *       "done": 300,
         *       "failed": 0,
         *       "eta_s": 12,
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "ended_at": null,
         *       "result_url": "/v1/jobs/job_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091/items"
         *     }
         */
        Job: {
            /** @example job_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /** @constant */
            kind: "erasure";
            /** @enum {string} */
            state: "running" | "done" | "cancelled";
            total: number;
            /** @description Erased, or kept for a reason */
            done: number;
            /** @description Could not be erased now; what was begun is finished when the gateway next starts */
            failed: number;
            /** @description About how many seconds are left; null before the first are done, and at the end */
            eta_s: number | null;
            created_at: string;
            ended_at: string | null;
            /** @description What became of each */
            result_url: string;
        };
        /**
         * @example {
         *       "reason": "minimum",
         *       "rule": "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "basis": "MiFID II, Art. 16(7)",
         *       "until": "2031-11-23",
         *       "sentence": "asked to be erased, and kept until the end of 2031-11-23 (UTC), because the law asks for it"
         *     }
         */
        Retained: {
            /** @description hold, minimum, ... */
            reason: string;
            /** @description Id of the hold or of the rule */
            rule: string | null;
            basis: string | null;
            /** @description The last day of the reason; null when somebody has to end it */
            until: string | null;
            /** @description For the person */
            sentence: string;
        };
        /**
         * @example {
         *       "recording_id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "outcome": "erased",
         *       "erased_at": "2026-11-23T16:30:00.000Z",
         *       "tombstone_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "retained": null
         *     }
         */
        ErasedRecording: {
            /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            recording_id: string;
            /** @enum {string} */
            outcome: "erased" | "retained" | "failed" | "waiting" | "would_erase" | "would_retain" | "already_erased" | "call_in_progress";
            erased_at: string | null;
            /** @description base64url SHA-256 over what is left of it */
            tombstone_sha256: string | null;
            /** @description Why it is kept: it is erased by itself when the reason ends */
            retained: components["schemas"]["Retained"] | null;
        };
        /**
         * @example {
         *       "id": "ers_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "dry_run": false,
         *       "calls": 1,
         *       "items": [
         *         {
         *           "recording_id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *           "outcome": "erased",
         *           "erased_at": "2026-11-23T16:30:00.000Z",
         *           "tombstone_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *           "retained": null
         *         }
         *       ],
         *       "preview": null,
         *       "disclosure": "WyJ..."
         *     }
         */
        Erasure: {
            /** @description The request in the erasure.executed leaf; null in a dry run and for recordings */
            id: string | null;
            dry_run: boolean;
            /** @description How many calls' keys were (or would be) destroyed; null for recordings */
            calls: number | null;
            items: components["schemas"]["ErasedRecording"][];
            /** @description Names what a dry run showed: send it to erase exactly that */
            preview: string | null;
            /** @description Opens the count in the erasure.executed leaf (RFC 9901). Keep it: it is stored nowhere else */
            disclosure: string | null;
        };
        /**
         * @example {
         *       "id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "call_id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "state": "sealed",
         *       "started_at": "2026-11-23T16:20:08.000Z",
         *       "ended_at": "2026-11-23T16:24:00.000Z",
         *       "delete_after": "2027-11-23",
         *       "shred_at": null,
         *       "header_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "ciphertext_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "ciphertext_bytes": 3721032,
         *       "segments": 909,
         *       "leaf_indexes": {
         *         "started": 43,
         *         "sealed": 47
         *       },
         *       "erased_at": null,
         *       "erase_reason": null,
         *       "tombstone_sha256": null,
         *       "elsewhere": null
         *     }
         */
        Recording: {
            /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            call_id: string;
            /**
             * @description recovered: cut short by a crash; restricted: withdrawn, unplayable; shredded: erased
             * @enum {string}
             */
            state: "open" | "sealed" | "recovered" | "restricted" | "failed" | "lost" | "shredded";
            started_at: string;
            ended_at: string | null;
            /** @description The last day (UTC) it is kept */
            delete_after: string;
            /** @description Erased at this moment already, after a withdrawal */
            shred_at: string | null;
            header_sha256: string;
            ciphertext_sha256: string | null;
            ciphertext_bytes: number | null;
            segments: number | null;
            leaf_indexes: {
                started: number;
                sealed: number | null;
            };
            erased_at: string | null;
            erase_reason: string | null;
            tombstone_sha256: string | null;
            /** @description Who holds the ciphertext in this gateway's place */
            elsewhere: {
                recipient: string;
                moved_at: string;
                leaf_index: number;
            } | null;
        };
        /**
         * @example {
         *       "data": [
         *         {
         *           "at": "2026-11-23T17:02:11.000Z",
         *           "type": "access.played",
         *           "leaf": 52,
         *           "ranges": [
         *             "0-10000ms"
         *           ],
         *           "scope": null,
         *           "actor": "console",
         *           "reason": "complaint 4711"
         *         }
         *       ]
         *     }
         */
        AccessList: {
            data: {
                at: string;
                /**
                 * @description key.used without a later access.played of the same actor: anything may have been heard
                 * @enum {string}
                 */
                type: "access.played" | "access.exported" | "access.unmasked" | "access.denied" | "key.used";
                /** @description Its index in the ledger */
                leaf: number;
                /** @description What went out, of the recording's time */
                ranges: string[];
                /** @description What was exported, what the key was for, or why it was denied */
                scope: string | null;
                /** @description Id of the API key; null once the call's key is destroyed */
                actor: string | null;
                reason: string | null;
            }[];
        };
        /**
         * @example {
         *       "id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "number": "+4915112345678"
         *     }
         */
        UnmaskedCall: {
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /** @description null when it was withheld */
            number: string | null;
        };
        /**
         * @example {
         *       "id": "agent-7",
         *       "name": "A. Agent",
         *       "lines": [
         *         "main"
         *       ],
         *       "set_at": "2026-11-23T16:20:00.000Z"
         *     }
         */
        Agent: {
            id: string;
            name: string | null;
            lines: string[];
            set_at: string;
        };
        /**
         * @example {
         *       "agent": "agent-7"
         *     }
         */
        AgentOfCall: {
            agent: string | null;
        };
        /**
         * @example {
         *       "url": "/v1/recordings/rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091/audio?listening=q2V0aGluZyBhIHBsYXllcg",
         *       "expires_at": "2026-11-23T18:20:00.000Z"
         *     }
         */
        Listening: {
            /** @description For a player of the same sign-in; takes Range */
            url: string;
            expires_at: string;
        };
        /**
         * @example {
         *       "recording_id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "duration_ms": 232000,
         *       "caller": [
         *         0,
         *         34,
         *         80
         *       ],
         *       "agent": [
         *         12,
         *         0,
         *         3
         *       ]
         *     }
         */
        Peaks: {
            /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            recording_id: string;
            duration_ms: number;
            /** @description The loudest sample of each stretch, 0 to 127 */
            caller: number[];
            agent: number[];
        };
        /**
         * @example {
         *       "id": "dsr_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "kind": "erasure",
         *       "state": "assessed",
         *       "received_at": "2026-11-23T16:20:00.000Z",
         *       "due_on": "2026-12-23",
         *       "extended": false,
         *       "overdue": false,
         *       "filed_by": "front-desk",
         *       "decided_by": null,
         *       "language": "en",
         *       "number": "+49••••••••78",
         *       "recording_id": null,
         *       "details": {
         *         "verified_by": "call_back",
         *         "ground": "17_1_b"
         *       },
         *       "items": [],
         *       "certificate": false,
         *       "manifest_sha256": null
         *     }
         */
        SubjectRequest: {
            /** @example dsr_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /** @enum {string} */
            kind: "access" | "erasure" | "restriction" | "withdrawal" | "rectification" | "disclosure";
            /** @enum {string} */
            state: "received" | "verified" | "assessed" | "executed" | "refused" | "notified";
            received_at: string;
            /** @description Last calendar day (UTC) for the answer: one month, three when extended */
            due_on: string;
            extended: boolean;
            overdue: boolean;
            /** @description Id of the API key */
            filed_by: string;
            decided_by: string | null;
            /** @enum {string} */
            language: "en" | "de" | "fr" | "es";
            /** @description Masked */
            number: string | null;
            recording_id: string | null;
            details: {
                authority?: string;
                legal_reference?: string;
                scope?: string;
                statement?: string;
                /** @enum {string} */
                verified_by?: "call_back" | "code" | "account" | "document" | "court_order" | "representative";
                verified_reference?: string;
                /** @enum {string} */
                ground?: "17_1_a" | "17_1_b" | "17_1_c" | "17_1_d" | "17_1_e" | "17_1_f";
                /** @enum {string} */
                refusal?: "17_3_a" | "17_3_b" | "17_3_c" | "17_3_d" | "17_3_e" | "12_5_excessive" | "12_6_identity" | "nothing_held" | "no_legal_basis";
                extension_reason?: string;
                handed_over?: string;
            };
            items: {
                /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                recording_id: string;
                /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                call_id: string;
                /** @enum {string} */
                outcome: "held" | "erased" | "retained";
                reason: string | null;
                basis: string | null;
                until: string | null;
            }[];
            /** @description Whether there is one to fetch */
            certificate: boolean;
            /** @description Disclosure: hash of the manifest of what was handed over, as in the leaf of the decision */
            manifest_sha256: string | null;
        };
        /**
         * @example {
         *       "at": "2026-11-23T16:20:00.000Z",
         *       "actor": "front-desk",
         *       "act": "file",
         *       "denied": null
         *     }
         */
        RequestAct: {
            at: string;
            actor: string;
            act: string;
            denied: string | null;
        };
        /**
         * @example {
         *       "id": "dsr_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "kind": "erasure",
         *       "state": "assessed",
         *       "received_at": "2026-11-23T16:20:00.000Z",
         *       "due_on": "2026-12-23",
         *       "extended": false,
         *       "overdue": false,
         *       "filed_by": "front-desk",
         *       "decided_by": null,
         *       "language": "en",
         *       "number": "+49••••••••78",
         *       "recording_id": null,
         *       "details": {
         *         "verified_by": "call_back",
         *         "ground": "17_1_b"
         *       },
         *       "items": [],
         *       "certificate": false,
         *       "manifest_sha256": null,
         *       "history": [
         *         {
         *           "at": "2026-11-23T16:20:00.000Z",
         *           "actor": "front-desk",
         *           "act": "file",
         *           "denied": null
         *         }
         *       ]
         *     }
         */
        SubjectRequestWithHistory: {
            /** @example dsr_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /** @enum {string} */
            kind: "access" | "erasure" | "restriction" | "withdrawal" | "rectification" | "disclosure";
            /** @enum {string} */
            state: "received" | "verified" | "assessed" | "executed" | "refused" | "notified";
            received_at: string;
            /** @description Last calendar day (UTC) for the answer: one month, three when extended */
            due_on: string;
            extended: boolean;
            overdue: boolean;
            /** @description Id of the API key */
            filed_by: string;
            decided_by: string | null;
            /** @enum {string} */
            language: "en" | "de" | "fr" | "es";
            /** @description Masked */
            number: string | null;
            recording_id: string | null;
            details: {
                authority?: string;
                legal_reference?: string;
                scope?: string;
                statement?: string;
                /** @enum {string} */
                verified_by?: "call_back" | "code" | "account" | "document" | "court_order" | "representative";
                verified_reference?: string;
                /** @enum {string} */
                ground?: "17_1_a" | "17_1_b" | "17_1_c" | "17_1_d" | "17_1_e" | "17_1_f";
                /** @enum {string} */
                refusal?: "17_3_a" | "17_3_b" | "17_3_c" | "17_3_d" | "17_3_e" | "12_5_excessive" | "12_6_identity" | "nothing_held" | "no_legal_basis";
                extension_reason?: string;
                handed_over?: string;
            };
            items: {
                /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                recording_id: string;
                /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                call_id: string;
                /** @enum {string} */
                outcome: "held" | "erased" | "retained";
                reason: string | null;
                basis: string | null;
                until: string | null;
            }[];
            /** @description Whether there is one to fetch */
            certificate: boolean;
            /** @description Disclosure: hash of the manifest of what was handed over, as in the leaf of the decision */
            manifest_sha256: string | null;
            history: components["schemas"]["RequestAct"][];
        };
        /**
         * @example {
         *       "call_id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "line_id": "main",
         *       "at": "2026-11-23T16:20:00.000Z",
         *       "organisation": "Example GmbH",
         *       "live": false,
         *       "decision": {
         *         "state": "granted",
         *         "at": "2026-11-23T16:20:09.000Z"
         *       },
         *       "notice": {
         *         "greeting": "welcome",
         *         "version": 3,
         *         "language": "en"
         *       },
         *       "audio": "kept",
         *       "kept_until": "2027-11-23",
         *       "can_withdraw": true
         *     }
         */
        ReceiptState: {
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            call_id: string;
            line_id: string;
            at: string;
            organisation: string;
            live: boolean;
            decision: {
                /** @enum {string} */
                state: "granted" | "refused" | "no_answer" | "failed" | "not_asked" | "not_required" | "withdrawn";
                at: string;
            } | null;
            notice: {
                greeting: string;
                version: number;
                language: string;
            } | null;
            /** @enum {string} */
            audio: "none" | "running" | "kept" | "restricted" | "erased";
            /** @description Calendar day (UTC) */
            kept_until: string | null;
            can_withdraw: boolean;
        };
        /**
         * @example {
         *       "id": "dsr_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "kind": "access",
         *       "state": "received",
         *       "due_on": "2026-12-23"
         *     }
         */
        ReceiptRequest: {
            /** @example dsr_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /** @enum {string} */
            kind: "access" | "erasure";
            state: string;
            due_on: string;
        };
        /**
         * @example {
         *       "text": "wants to be called back",
         *       "set_at": "2026-11-23T16:20:00.000Z"
         *     }
         */
        CallNote: {
            text: string;
            set_at: string;
        };
        /**
         * @example {
         *       "tags": [
         *         "complaint"
         *       ],
         *       "set_at": "2026-11-23T16:20:00.000Z"
         *     }
         */
        CallTags: {
            tags: string[];
            set_at: string;
        };
        /**
         * @example {
         *       "erased": true
         *     }
         */
        NoteErased: {
            erased: boolean;
        };
        /**
         * @example {
         *       "id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "line_id": "main",
         *       "trunk": "test-phone",
         *       "direction": "inbound",
         *       "state": "ended",
         *       "caller": "+49•••••56",
         *       "caller_state": "known",
         *       "answered_at": "2026-11-23T16:20:00.000Z",
         *       "ended_at": "2026-11-23T16:24:00.000Z",
         *       "consent": "granted",
         *       "outcome": "completed",
         *       "time_to_agent_ms": 8120,
         *       "leaf_indexes": {
         *         "answered": 41,
         *         "ended": 48
         *       }
         *     }
         */
        Call: {
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            line_id: string;
            trunk: string;
            /** @constant */
            direction: "inbound";
            /** @enum {string} */
            state: "active" | "ended";
            /** @description Masked; null when withheld or erased */
            caller: string | null;
            /**
             * @description Why there is no caller, where there is none
             * @enum {string}
             */
            caller_state: "known" | "withheld" | "erased";
            answered_at: string;
            ended_at: string | null;
            /** @description The caller's; null until decided */
            consent: ("granted" | "refused" | "no_answer" | "failed" | "not_asked" | "not_required" | "withdrawn") | null;
            outcome: string | null;
            time_to_agent_ms: number | null;
            leaf_indexes: {
                answered: number;
                ended: number | null;
            };
        };
        /**
         * @example {
         *       "id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "line_id": "main",
         *       "trunk": "test-phone",
         *       "direction": "inbound",
         *       "state": "ended",
         *       "caller": "+49•••••56",
         *       "caller_state": "known",
         *       "answered_at": "2026-11-23T16:20:00.000Z",
         *       "ended_at": "2026-11-23T16:24:00.000Z",
         *       "consent": "granted",
         *       "outcome": "completed",
         *       "time_to_agent_ms": 8120,
         *       "leaf_indexes": {
         *         "answered": 41,
         *         "ended": 48
         *       },
         *       "consents": [],
         *       "recordings": []
         *     }
         */
        CallDetail: {
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            line_id: string;
            trunk: string;
            /** @constant */
            direction: "inbound";
            /** @enum {string} */
            state: "active" | "ended";
            /** @description Masked; null when withheld or erased */
            caller: string | null;
            /**
             * @description Why there is no caller, where there is none
             * @enum {string}
             */
            caller_state: "known" | "withheld" | "erased";
            answered_at: string;
            ended_at: string | null;
            /** @description The caller's; null until decided */
            consent: ("granted" | "refused" | "no_answer" | "failed" | "not_asked" | "not_required" | "withdrawn") | null;
            outcome: string | null;
            time_to_agent_ms: number | null;
            leaf_indexes: {
                answered: number;
                ended: number | null;
            };
            consents: components["schemas"]["Consent"][];
            recordings: components["schemas"]["Recording"][];
        };
        /**
         * @example {
         *       "id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "done": "paused"
         *     }
         */
        CallAct: {
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /** @enum {string} */
            done: "paused" | "resumed" | "stopped" | "withdrawn" | "announced";
        };
        /**
         * @example {
         *       "id": "con_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "name": "A. Caller",
         *       "numbers": [
         *         "+4930123456"
         *       ],
         *       "set_at": "2026-11-23T16:20:00.000Z",
         *       "waits": false
         *     }
         */
        Contact: {
            /** @example con_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            name: string | null;
            numbers: string[];
            set_at: string;
            /** @description Its erasure was asked for, and waits for a hold or the law on one of its calls */
            waits: boolean;
        };
        /**
         * @example {
         *       "contact": "erased",
         *       "calls": 0,
         *       "items": [],
         *       "preview": null
         *     }
         */
        ContactErasure: {
            /** @enum {string} */
            contact: "erased" | "retained" | "would_erase";
            /** @description How many calls' keys were (or would be) destroyed */
            calls: number;
            /** @description Recordings, each with what becomes of it and why */
            items: components["schemas"]["ErasedRecording"][];
            /** @description Names what a dry run showed: send it to erase exactly that */
            preview: string | null;
        };
        /**
         * @example {
         *       "data": [
         *         {
         *           "place": "keys.db",
         *           "object": "subject",
         *           "field": "masked",
         *           "personal": "yes",
         *           "category": "Caller numbers, sealed or as a keyed hash",
         *           "purpose": "Answer requests of the people recorded, and erase in time",
         *           "legal_basis": "Legal obligation: rights of data subjects (Art. 6(1)(c), 12 to 22 GDPR)",
         *           "retention": "Until the caller is erased"
         *         }
         *       ],
         *       "not_processed": [
         *         "Text messages, and their content"
         *       ]
         *     }
         */
        DataMap: {
            data: {
                /** @description File of the data folder; files: kinds of files; openings: sealed fields of the ledger */
                place: string;
                /** @description Table, part of the document, or kind of file */
                object: string;
                field: string;
                /**
                 * @description pseudonymous: about a person whom only further data can name
                 * @enum {string}
                 */
                personal: "no" | "pseudonymous" | "yes";
                category: string;
                purpose: string;
                legal_basis: string;
                retention: string;
            }[];
            not_processed: string[];
        };
        /**
         * @example {
         *       "id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "recipient": "archive",
         *       "moved_at": "2026-11-23T16:25:00.000Z",
         *       "leaf_index": 50,
         *       "ciphertext_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
         *     }
         */
        RecordingElsewhere: {
            recipient: string;
            moved_at: string;
            leaf_index: number;
            /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            ciphertext_sha256: string;
        };
        /**
         * @example {
         *       "id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "header": "{\"authority\":{\"index\":41}}",
         *       "keys": {
         *         "call_key": "eyJhbGciOiJSU0EtT0FFUC0yNTYi...",
         *         "recording_key": "eyJhbGciOiJFQ0RILUVTK0EyNTZLVyI..."
         *       },
         *       "ciphertext": {
         *         "bytes": 3721032,
         *         "sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *         "url": "/v1/recordings/rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091/ciphertext"
         *       }
         *     }
         */
        SealedRecording: {
            /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /** @description header.json: exactly these bytes are bound to the audio, so keep them as they are */
            header: string;
            /** @description keys.json: compact JWEs */
            keys: {
                call_key: string;
                recording_key: string;
            };
            ciphertext: {
                bytes: number;
                sha256: string;
                url: string;
            };
        };
        /**
         * @example {
         *       "checkpoint": "assent.example/ledger\n49\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— assent.example/ledger ...\n",
         *       "leaves": [
         *         {
         *           "index": 43,
         *           "type": "recording.started",
         *           "entry": "eyJjYWxsIjoi...",
         *           "leaf_hash": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
         *           "inclusion": [
         *             "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
         *           ]
         *         }
         *       ]
         *     }
         */
        RecordingProof: {
            /** @description The signed note (c2sp.org/tlog-checkpoint) */
            checkpoint: string;
            leaves: {
                index: number;
                type: string;
                /** @description base64 of the exact leaf bytes */
                entry: string;
                /** @description base64, RFC 6962 */
                leaf_hash: string;
                /** @description base64 audit path, leaf side first */
                inclusion: string[];
            }[];
        };
        /**
         * @example {
         *       "version": 3,
         *       "state": "published",
         *       "created_at": "2026-11-20T10:00:00.000Z",
         *       "published_at": "2026-11-21T10:00:00.000Z",
         *       "published_by": "dev",
         *       "publish_at": null,
         *       "hindered": null,
         *       "message": "Shorter notice, reviewed",
         *       "reviewed_by": null,
         *       "draft_wording": true,
         *       "brings_back": null,
         *       "edited_by": [
         *         "dev"
         *       ],
         *       "languages": {
         *         "en": {
         *           "notice": {
         *             "text": "This call may be recorded.",
         *             "audio_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *             "bytes": 16000
         *           }
         *         }
         *       },
         *       "says": {
         *         "en": {
         *           "purpose": "to improve our service"
         *         }
         *       },
         *       "waivers": []
         *     }
         */
        GreetingVersion: {
            version: number;
            /** @enum {string} */
            state: "draft" | "scheduled" | "published";
            created_at: string;
            published_at: string | null;
            /** @description Who published it, or put it on the schedule */
            published_by: string | null;
            /** @description When a scheduled version is published by itself */
            publish_at: string | null;
            /** @description Why it was not published when it was due; it is a draft again */
            hindered: {
                at: string;
                reason: string;
            } | null;
            message: string | null;
            reviewed_by: string | null;
            /** @description True while nobody who may has reviewed the words */
            draft_wording: boolean;
            /** @description The earlier version that a roll-back brought back */
            brings_back: number | null;
            /** @description Everybody who worked on the draft */
            edited_by: string[];
            languages: {
                [key: string]: {
                    [key: string]: {
                        text: string;
                        /** @description base64url, over the raw PCMU that is played */
                        audio_sha256: string;
                        bytes: number;
                        /** @description The synthetic voice that spoke it, for drafts; absent for a recording */
                        voice?: string;
                    };
                };
            };
            /** @description For each language the very words of notice and `more` that say what must be said */
            says: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** @description Checks that did not pass, and why they may stand */
            waivers: {
                pointer: string;
                code: string;
                reason: string;
                by: string;
                at: string;
            }[];
        };
        /**
         * @example {
         *       "id": "standard",
         *       "name": "Standard",
         *       "live": 3,
         *       "versions": [
         *         {
         *           "version": 3,
         *           "state": "published",
         *           "created_at": "2026-11-20T10:00:00.000Z",
         *           "published_at": "2026-11-21T10:00:00.000Z",
         *           "published_by": "dev",
         *           "publish_at": null,
         *           "hindered": null,
         *           "message": "Shorter notice, reviewed",
         *           "reviewed_by": null,
         *           "draft_wording": true,
         *           "brings_back": null,
         *           "edited_by": [
         *             "dev"
         *           ],
         *           "languages": {
         *             "en": {
         *               "notice": {
         *                 "text": "This call may be recorded.",
         *                 "audio_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *                 "bytes": 16000
         *               }
         *             }
         *           },
         *           "says": {
         *             "en": {
         *               "purpose": "to improve our service"
         *             }
         *           },
         *           "waivers": []
         *         }
         *       ]
         *     }
         */
        Greeting: {
            id: string;
            name: string;
            /** @description The version that callers hear now */
            live: number | null;
            versions: components["schemas"]["GreetingVersion"][];
        };
        /**
         * @example {
         *       "publishable": false,
         *       "findings": [
         *         {
         *           "pointer": "/languages/en/menu",
         *           "code": "prompt_missing",
         *           "detail": "has no audio",
         *           "severity": "error",
         *           "waivable": false,
         *           "waived": null
         *         }
         *       ]
         *     }
         */
        GreetingCheck: {
            publishable: boolean;
            findings: {
                pointer: string;
                code: string;
                detail: string;
                /**
                 * @description An error stands in the way unless it is waived
                 * @enum {string}
                 */
                severity: "error" | "warning";
                waivable: boolean;
                waived: {
                    pointer: string;
                    code: string;
                    reason: string;
                    by: string;
                    at: string;
                } | null;
            }[];
        };
        /**
         * @example {
         *       "from": 2,
         *       "to": 3,
         *       "changes": [
         *         {
         *           "language": "en",
         *           "prompt": "granted",
         *           "words": true,
         *           "audio": true,
         *           "before": {
         *             "text": "Thank you.",
         *             "audio_sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
         *           },
         *           "after": {
         *             "text": "Thank you. Recording starts now.",
         *             "audio_sha256": "ar9AW1jOH7wk7u3SQAvfaqVMwHlN_Tii0_2zypjDT-k"
         *           }
         *         }
         *       ]
         *     }
         */
        GreetingDiff: {
            from: number;
            to: number;
            changes: {
                language: string;
                /** @enum {string} */
                prompt: "notice" | "menu" | "more" | "granted" | "refused" | "no_input" | "default_off" | "invalid" | "time_warning" | "stopped" | "in_progress";
                /** @description The words differ */
                words: boolean;
                /** @description The bytes that are played differ */
                audio: boolean;
                /** @description null: the version has no such prompt */
                before: {
                    text: string;
                    audio_sha256: string;
                } | null;
                after: {
                    text: string;
                    audio_sha256: string;
                } | null;
            }[];
        };
        /**
         * @example {
         *       "since": "2026-08-25T10:00:00.000Z",
         *       "versions": [
         *         {
         *           "version": 3,
         *           "language": "en",
         *           "live": true,
         *           "calls": {
         *             "granted": 61,
         *             "refused": 24,
         *             "no_answer": 9
         *           },
         *           "refusal_rate": 0.255,
         *           "time_to_agent": {
         *             "granted": {
         *               "calls": 61,
         *               "median_ms": 16200,
         *               "p90_ms": 19400
         *             },
         *             "refused": {
         *               "calls": 24,
         *               "median_ms": 16000,
         *               "p90_ms": 19100
         *             },
         *             "no_answer": {
         *               "calls": 9,
         *               "median_ms": 33000,
         *               "p90_ms": 34000
         *             }
         *           }
         *         }
         *       ]
         *     }
         */
        GreetingStats: {
            since: string;
            versions: {
                version: number;
                language: string;
                live: boolean;
                /** @description By the first decision: granted, refused, no_answer, failed, ... */
                calls: {
                    [key: string]: number;
                };
                /** @description Refused, of all who heard the question */
                refusal_rate: number | null;
                /** @description From the answer to the agent: refusing must not take longer than agreeing */
                time_to_agent: {
                    granted: {
                        calls: number;
                        median_ms: number | null;
                        p90_ms: number | null;
                    };
                    refused: {
                        calls: number;
                        median_ms: number | null;
                        p90_ms: number | null;
                    };
                    no_answer: {
                        calls: number;
                        median_ms: number | null;
                        p90_ms: number | null;
                    };
                };
            }[];
        };
        /**
         * @example {
         *       "id": "hold_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "recording_id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "reason": "case 4711",
         *       "owner": "legal",
         *       "review_on": "2027-05-01",
         *       "set_at": "2026-11-23T16:30:00.000Z"
         *     }
         */
        Hold: {
            /** @example hold_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            recording_id: string;
            reason: string;
            owner: string;
            review_on: string;
            set_at: string;
        };
        /**
         * @example {
         *       "status": "ok",
         *       "checks": [
         *         {
         *           "name": "ledger",
         *           "status": "ok",
         *           "detail": null
         *         }
         *       ]
         *     }
         */
        Readiness: {
            /** @enum {string} */
            status: "ok" | "failed";
            checks: {
                name: string;
                /** @enum {string} */
                status: "ok" | "failed";
                detail: string | null;
            }[];
        };
        /**
         * @example {
         *       "id": "doc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "name": "passport.jpg",
         *       "media_type": "image/jpeg",
         *       "set_at": "2026-11-23T16:20:00.000Z"
         *     }
         */
        IdentityDocument: {
            /** @example doc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            name: string;
            media_type: string;
            set_at: string;
        };
        /**
         * @example {
         *       "accesses": 2,
         *       "first_at": "2026-11-23T17:02:11.000Z",
         *       "last_at": "2026-11-23T17:02:12.000Z",
         *       "by_type": {
         *         "key.used": 1,
         *         "access.played": 1
         *       },
         *       "keys": [
         *         "console"
         *       ],
         *       "addresses": [
         *         "203.0.113.7"
         *       ],
         *       "subjects": [
         *         "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091"
         *       ],
         *       "calls": [
         *         "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091"
         *       ],
         *       "recordings": [
         *         "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091"
         *       ],
         *       "unattributed": 0
         *     }
         */
        Incident: {
            accesses: number;
            first_at: string | null;
            last_at: string | null;
            by_type: {
                [key: string]: number;
            };
            /** @description Who: keys, tokens and people, by id */
            keys: string[];
            addresses: string[];
            /** @description Whose data: pseudonymous ids. Callers who withheld their number, or were erased, have none */
            subjects: string[];
            calls: string[];
            recordings: string[];
            /** @description Accesses of the period from before the index: their leaves alone say whose they were */
            unattributed: number;
        };
        /**
         * @example {
         *       "id": "kek-2",
         *       "epoch": 2,
         *       "provider": "file",
         *       "fingerprint": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "state": "active",
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "destroyed_at": null
         *     }
         */
        KeyEncryptionKey: {
            id: string;
            epoch: number;
            provider: string;
            /** @description base64url SHA-256 of the public half; stands in the ledger */
            fingerprint: string;
            /** @enum {string} */
            state: "active" | "retiring" | "destroyed";
            created_at: string;
            destroyed_at: string | null;
        };
        /**
         * @example {
         *       "origin": "assent.example/ledger",
         *       "size": 49,
         *       "root": "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
         *       "note": "assent.example/ledger\n49\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— assent.example/ledger ...\n"
         *     }
         */
        Checkpoint: {
            origin: string;
            /** @description How many leaves it covers */
            size: number;
            /** @description base64 */
            root: string;
            /** @description The signed note, exactly as published */
            note: string;
        };
        /**
         * @example {
         *       "line_id": "main",
         *       "at": "2026-12-24T17:00:00.000Z",
         *       "opening": {
         *         "open": false,
         *         "by": "holiday",
         *         "name": "Christmas Eve",
         *         "until": "2026-12-28T08:00:00.000Z"
         *       },
         *       "greeting": "closed",
         *       "greeting_version": 2,
         *       "language": "de",
         *       "destination": {
         *         "kind": "hang-up"
         *       },
         *       "mode": "opt_in"
         *     }
         */
        LineExplained: {
            line_id: string;
            at: string;
            /** @description null: the line keeps no schedule and is always open */
            opening: {
                open: boolean;
                /**
                 * @description What decided, strongest first
                 * @enum {string}
                 */
                by: "override" | "holiday" | "weekly";
                /** @description Of the override or holiday */
                name: string | null;
                /** @description The next change; null: none within 400 days */
                until: string | null;
            } | null;
            greeting: string;
            /** @description What is live now; null: nothing is published, and callers are not asked */
            greeting_version: number | null;
            language: string;
            destination: {
                /** @constant */
                kind: "test-agent";
            } | {
                /** @constant */
                kind: "phone";
                number: string;
                press_to_accept?: boolean;
                agent?: string;
            } | {
                /** @constant */
                kind: "sip";
                uri: string;
                agent?: string;
            } | {
                /** @constant */
                kind: "queue";
                targets: ({
                    /** @constant */
                    kind: "phone";
                    number: string;
                    ring_seconds: number;
                    agent?: string;
                } | {
                    /** @constant */
                    kind: "sip";
                    uri: string;
                    ring_seconds: number;
                    agent?: string;
                } | {
                    /** @constant */
                    kind: "test-agent";
                    ring_seconds: number;
                } | {
                    /** @constant */
                    kind: "voicemail";
                    max_seconds: number;
                })[];
            } | {
                /** @constant */
                kind: "voicemail";
                max_seconds: number;
            } | {
                /** @constant */
                kind: "hang-up";
            };
            mode: string;
        };
        /**
         * @example {
         *       "id": "main",
         *       "name": "Main line",
         *       "number": "+4930123456",
         *       "organisation": "Example GmbH",
         *       "language": "en",
         *       "language_by_prefix": {
         *         "+49": "de",
         *         "+33": "fr"
         *       },
         *       "greeting": "standard",
         *       "mode": "opt_in",
         *       "purposes": [
         *         "quality"
         *       ],
         *       "destination": {
         *         "kind": "phone",
         *         "number": "+4930999888"
         *       },
         *       "agent_basis": "works agreement",
         *       "retention": {
         *         "policy": "default-365d",
         *         "days": 365
         *       },
         *       "keys": {
         *         "agree": "1",
         *         "refuse": "2",
         *         "repeat": "*",
         *         "more": "0",
         *         "withdraw": "*2"
         *       },
         *       "on_withdrawal": "restrict_72h",
         *       "limits": {
         *         "concurrent_calls": 100
         *       }
         *     }
         */
        Line: {
            id: string;
            name: string;
            number: string;
            organisation: string;
            language: string;
            language_by_prefix?: {
                [key: string]: string;
            };
            greeting: string;
            /** @enum {string} */
            mode: "opt_in" | "opt_out" | "notice_only" | "legal_obligation" | "agent_asks" | "off";
            /** @constant */
            bypass?: true;
            legal_basis?: string;
            purposes: string[];
            destination: {
                /** @constant */
                kind: "test-agent";
            } | {
                /** @constant */
                kind: "phone";
                number: string;
                press_to_accept?: boolean;
                agent?: string;
            } | {
                /** @constant */
                kind: "sip";
                uri: string;
                agent?: string;
            } | {
                /** @constant */
                kind: "queue";
                targets: ({
                    /** @constant */
                    kind: "phone";
                    number: string;
                    ring_seconds: number;
                    agent?: string;
                } | {
                    /** @constant */
                    kind: "sip";
                    uri: string;
                    ring_seconds: number;
                    agent?: string;
                } | {
                    /** @constant */
                    kind: "test-agent";
                    ring_seconds: number;
                } | {
                    /** @constant */
                    kind: "voicemail";
                    max_seconds: number;
                })[];
            } | {
                /** @constant */
                kind: "voicemail";
                max_seconds: number;
            } | {
                /** @constant */
                kind: "hang-up";
            };
            schedule?: string;
            closed?: {
                greeting?: string;
                destination?: {
                    /** @constant */
                    kind: "test-agent";
                } | {
                    /** @constant */
                    kind: "phone";
                    number: string;
                    press_to_accept?: boolean;
                    agent?: string;
                } | {
                    /** @constant */
                    kind: "sip";
                    uri: string;
                    agent?: string;
                } | {
                    /** @constant */
                    kind: "queue";
                    targets: ({
                        /** @constant */
                        kind: "phone";
                        number: string;
                        ring_seconds: number;
                        agent?: string;
                    } | {
                        /** @constant */
                        kind: "sip";
                        uri: string;
                        ring_seconds: number;
                        agent?: string;
                    } | {
                        /** @constant */
                        kind: "test-agent";
                        ring_seconds: number;
                    } | {
                        /** @constant */
                        kind: "voicemail";
                        max_seconds: number;
                    })[];
                } | {
                    /** @constant */
                    kind: "voicemail";
                    max_seconds: number;
                } | {
                    /** @constant */
                    kind: "hang-up";
                };
            };
            /** @enum {string} */
            carry?: "fork_stream" | "fork_document" | "bridge";
            agent_basis: string;
            retention: {
                policy: string;
                days: number;
            };
            category?: string;
            region?: string;
            keys: {
                /** @constant */
                agree: "1";
                /** @constant */
                refuse: "2";
                /** @constant */
                repeat: "*";
                /** @constant */
                more: "0";
                withdraw: string;
            };
            /** @enum {string} */
            on_withdrawal: "restrict_72h" | "shred_at_once";
            wait_seconds?: number;
            /** @enum {string} */
            receipt?: "off" | "on_request" | "always";
            limits: {
                concurrent_calls: number;
            };
        };
        /**
         * @example {
         *       "mode": "opt_in",
         *       "line_mode": "notice_only",
         *       "line_id": "main",
         *       "at": "2026-11-23",
         *       "parties": [
         *         "caller",
         *         "agent"
         *       ],
         *       "why": "The caller's number points to US-CA, where everybody on the line has to agree (Cal. Penal Code 632 and 632.7): notice_only is not allowed there, so the caller is asked first.",
         *       "won": {
         *         "of": "caller",
         *         "jurisdiction": "US-CA",
         *         "rule": {
         *           "code": "US-CA",
         *           "rule": "all_party",
         *           "allows": [
         *             "opt_in",
         *             "agent_asks"
         *           ],
         *           "statute": "Cal. Penal Code 632 and 632.7",
         *           "sources": [
         *             "https://docs.aquilsafety.com/legal/states/all-party-consent-policy"
         *           ],
         *           "reviewed_on": "2026-11-23",
         *           "confidence": "high",
         *           "note": null,
         *           "in_force_from": null
         *         }
         *       },
         *       "places": {
         *         "caller": "US-CA",
         *         "called": "US-NY",
         *         "declared": null
         *       },
         *       "rules": {
         *         "version": "2026-11-23",
         *         "sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
         *       },
         *       "notice": "Product guidance, not legal advice."
         *     }
         */
        PolicyExplanation: {
            /** @description How the caller is asked */
            mode: string;
            line_mode: string;
            line_id: string | null;
            at: string;
            /** @description Whose consent the rule that won demands */
            parties: string[];
            why: string;
            won: {
                /** @enum {string} */
                of: "caller" | "called" | "declared";
                jurisdiction: string | null;
                /** @description null: no rule is known, and what is unknown is treated strictly */
                rule: {
                    code: string;
                    /** @enum {string} */
                    rule: "all_party" | "consent_required" | "one_party";
                    /** @description Modes that a line may ask in */
                    allows: string[];
                    statute: string | null;
                    sources: string[];
                    reviewed_on: string;
                    confidence: string;
                    note: string | null;
                    in_force_from: string | null;
                } | null;
            };
            places: {
                caller: string | null;
                called: string | null;
                declared: string | null;
            };
            rules: {
                version: string;
                sha256: string;
            };
            notice: string;
        };
        /**
         * @example {
         *       "notice": "Product guidance, not legal advice.",
         *       "version": "2026-11-23",
         *       "sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "data": [
         *         {
         *           "code": "US-CA",
         *           "rule": "all_party",
         *           "allows": [
         *             "opt_in",
         *             "agent_asks"
         *           ],
         *           "statute": "Cal. Penal Code 632 and 632.7",
         *           "sources": [
         *             "https://docs.aquilsafety.com/legal/states/all-party-consent-policy"
         *           ],
         *           "reviewed_on": "2026-11-23",
         *           "confidence": "high",
         *           "note": null,
         *           "in_force_from": null
         *         }
         *       ]
         *     }
         */
        JurisdictionRules: {
            notice: string;
            version: string;
            sha256: string;
            data: {
                code: string;
                /** @enum {string} */
                rule: "all_party" | "consent_required" | "one_party";
                /** @description Modes that a line may ask in */
                allows: string[];
                statute: string | null;
                sources: string[];
                reviewed_on: string;
                confidence: string;
                note: string | null;
                in_force_from: string | null;
            }[];
        };
        /**
         * @example {
         *       "data": [
         *         {
         *           "line_id": "main",
         *           "code": "mode_not_allowed_here",
         *           "detail": "opt_out is not allowed where this line is (DE): all its callers are asked first",
         *           "jurisdictions": [
         *             "DE"
         *           ]
         *         }
         *       ]
         *     }
         */
        PolicyWarnings: {
            data: {
                line_id: string;
                /** @enum {string} */
                code: "location_unknown" | "mode_not_allowed_here" | "mode_not_allowed_for_callers";
                detail: string;
                jurisdictions: string[];
            }[];
        };
        /**
         * @example {
         *       "decisions": 412,
         *       "different": 1,
         *       "rules": [
         *         "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
         *       ],
         *       "differences": [
         *         {
         *           "leaf": 43,
         *           "call_id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *           "what": "decided_otherwise",
         *           "stored": {
         *             "mode": "notice_only",
         *             "decided_by": "US-NY"
         *           },
         *           "computed": {
         *             "mode": "opt_in",
         *             "decided_by": "US-CA"
         *           }
         *         }
         *       ]
         *     }
         */
        PolicyReplay: {
            /** @description Leaves that keep a decision */
            decisions: number;
            different: number;
            /** @description Hashes of the sets of rules that they were made by */
            rules: string[];
            /** @description The first thousand */
            differences: {
                leaf: number;
                /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                call_id: string;
                /** @enum {string} */
                what: "decided_otherwise" | "rules_missing" | "rules_changed";
                stored: {
                    mode: string;
                    decided_by: string | null;
                };
                computed: {
                    mode: string;
                    decided_by: string | null;
                } | null;
            }[];
        };
        /**
         * @example {
         *       "made_at": "2026-11-23T16:30:00.000Z",
         *       "controller": {
         *         "name": "Example GmbH",
         *         "contact": "privacy@example.org",
         *         "address": null,
         *         "country": "DE"
         *       },
         *       "representative": null,
         *       "dpo": null,
         *       "processor": null,
         *       "data_subjects": [
         *         "Callers"
         *       ],
         *       "activities": [],
         *       "recipients": [],
         *       "transfers": [],
         *       "time_limits": [
         *         {
         *           "what": "recordings of the line main, for quality",
         *           "limit": "365 days after the call"
         *         }
         *       ],
         *       "security_measures": [],
         *       "not_processed": [
         *         "Text messages, and their content"
         *       ]
         *     }
         */
        ProcessingRegister: {
            made_at: string;
            controller: {
                name: string;
                contact: string;
                address: string | null;
                country: string | null;
            };
            representative: {
                name: string;
                contact: string;
                address: string | null;
            } | null;
            /** @description The data protection officer */
            dpo: {
                name: string;
                contact: string;
                address: string | null;
            } | null;
            processor: {
                name: string;
                contact: string;
                address: string | null;
                country: string | null;
            } | null;
            data_subjects: string[];
            activities: {
                purpose: string;
                data: string[];
                legal_bases: string[];
                time_limits: string[];
                fields: number;
            }[];
            recipients: {
                id: string;
                name: string;
                role: string;
                purpose: string;
                country: string | null;
                transfer: string | null;
            }[];
            transfers: {
                recipient: string;
                country: string | null;
                mechanism: string | null;
            }[];
            time_limits: {
                what: string;
                limit: string;
            }[];
            security_measures: string[];
            not_processed: string[];
        };
        /**
         * @example {
         *       "id": "archive",
         *       "name": "Archive Ltd",
         *       "role": "storage",
         *       "purpose": "Keeps copies of recordings",
         *       "country": "IE",
         *       "transfer": "none_needed",
         *       "source": "document"
         *     }
         */
        Recipient: {
            id: string;
            name: string;
            /** @enum {string} */
            role: "storage" | "carrier" | "webhook" | "voice" | "witness" | "timestamp" | "auditor" | "authority" | "other";
            purpose: string;
            /** @description ISO 3166-1; null: not stated, so that nothing may be exported to it */
            country: string | null;
            /** @description none_needed: within the EEA or the country; adequacy: Art. 45; scc, bcr, safeguards: Art. 46, 47; derogation: Art. 49 */
            transfer: ("none_needed" | "adequacy" | "scc" | "bcr" | "safeguards" | "derogation") | null;
            /**
             * @description configuration: named by a trunk, a witness or such
             * @enum {string}
             */
            source: "configuration" | "document";
        };
        /**
         * @example {
         *       "at": "2026-11-23T16:30:00.000Z",
         *       "sha256": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
         *       "parties": [
         *         {
         *           "id": "archive",
         *           "name": "Archive Ltd",
         *           "role": "storage",
         *           "purpose": "Keeps copies of recordings",
         *           "country": "IE",
         *           "transfer": "none_needed"
         *         }
         *       ]
         *     }
         */
        RecipientVersion: {
            /** @description From when on */
            at: string;
            /** @description base64url SHA-256 of the parties by id, as canonical JSON (RFC 8785) */
            sha256: string;
            parties: {
                id: string;
                name: string;
                /** @enum {string} */
                role: "storage" | "carrier" | "webhook" | "voice" | "witness" | "timestamp" | "auditor" | "authority" | "other";
                purpose: string;
                /** @description ISO 3166-1; null: not stated, so that nothing may be exported to it */
                country: string | null;
                /** @description none_needed: within the EEA or the country; adequacy: Art. 45; scc, bcr, safeguards: Art. 46, 47; derogation: Art. 49 */
                transfer: ("none_needed" | "adequacy" | "scc" | "bcr" | "safeguards" | "derogation") | null;
            }[];
        };
        /**
         * @example {
         *       "id": "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "kind": "maximum",
         *       "days": 90,
         *       "basis": "data minimisation",
         *       "line": null,
         *       "category": null,
         *       "purpose": null,
         *       "region": null,
         *       "from": null,
         *       "to": null
         *     }
         */
        RetentionRule: {
            /** Format: uuid */
            id: string;
            /**
             * @description minimum: the law; maximum: minimisation; keep: the period in between
             * @enum {string}
             */
            kind: "minimum" | "maximum" | "keep";
            /** @description After the day the call ended */
            days: number;
            /** @description Stands in the sentence people are given */
            basis: string;
            /** @default null */
            line: string | null;
            /** @default null */
            category: string | null;
            /** @default null */
            purpose: string | null;
            /** @default null */
            region: string | null;
            /** @description For calls that ended from here on; null: for all */
            from: string | null;
            to: string | null;
        };
        /**
         * @example {
         *       "rule": null,
         *       "changes": 12,
         *       "deletes": 3,
         *       "preview": "47DEQpj8HBSa"
         *     }
         */
        RetentionChange: {
            /** @description null in a dry run */
            rule: components["schemas"]["RetentionRule"] | null;
            /** @description Existing recordings whose last day would move */
            changes: number | null;
            /** @description Of those, due at once */
            deletes: number | null;
            preview: string | null;
        };
        /**
         * @example {
         *       "delete_after": "2027-11-23",
         *       "shred_from": "2027-11-24T00:00:00.000Z",
         *       "playable": true,
         *       "by": "captured",
         *       "rule": "default-365d",
         *       "basis": null,
         *       "policy_less": false,
         *       "sentence": "kept until the end of 2027-11-23 (UTC), 365 days after the call ended, by the rule default-365d"
         *     }
         */
        Retention: {
            /** @description The last day by period alone */
            delete_after: string;
            /** @description null: not before something else ends */
            shred_from: string | null;
            playable: boolean;
            /** @description The rule that won */
            by: string;
            rule: string | null;
            basis: string | null;
            /** @description Nothing says how long to keep it: the default applies */
            policy_less: boolean;
            /** @description For the person */
            sentence: string;
        };
        /**
         * @example {
         *       "retention_overdue": 0,
         *       "asks": null,
         *       "records": {
         *         "contact": 730,
         *         "agent": 1096,
         *         "note": 365,
         *         "tags": 365,
         *         "document": 30
         *       },
         *       "history_days": null
         *     }
         */
        RetentionState: {
            /** @description Recordings that should be gone and are not: 0 */
            retention_overdue: number;
            /** @description Why the sweep stopped and waits for a person */
            asks: ("clock_jumped" | "batch_abnormal") | null;
            /** @description Days that what is held beside calls is kept, since it was last worded */
            records: {
                contact: number;
                agent: number;
                note: number;
                tags: number;
                document: number;
            };
            /** @description How far back calls are listed: kept or not, a setting of its own */
            history_days: number | null;
        };
        /**
         * @example {
         *       "id": "office",
         *       "name": "Office hours",
         *       "time_zone": "Europe/Berlin",
         *       "weekly": [
         *         {
         *           "days": [
         *             "mon",
         *             "tue",
         *             "wed",
         *             "thu",
         *             "fri"
         *           ],
         *           "hours": [
         *             {
         *               "from": "09:00",
         *               "to": "17:30"
         *             }
         *           ]
         *         }
         *       ],
         *       "holidays": [
         *         {
         *           "name": "Christmas Day",
         *           "on": "--12-25"
         *         }
         *       ],
         *       "overrides": [
         *         {
         *           "name": "Sale",
         *           "from": "2026-11-28",
         *           "to": "2026-11-28",
         *           "hours": [
         *             {
         *               "from": "10:00",
         *               "to": "14:00"
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        Schedule: {
            id: string;
            name: string;
            time_zone: string;
            weekly: {
                days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                hours: {
                    from: string;
                    to: string;
                }[];
            }[];
            /** @default [] */
            holidays: {
                name: string;
                on: string;
            }[];
            /** @default [] */
            overrides: {
                name: string;
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
                hours: {
                    from: string;
                    to: string;
                }[];
            }[];
        };
        /**
         * @example {
         *       "id": "user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "login": "mira@example.org",
         *       "role": "auditor",
         *       "lines": null,
         *       "state": "active",
         *       "second_factor": true,
         *       "signs_in_by": "password",
         *       "created_at": "2026-11-23T16:30:00.000Z"
         *     }
         */
        User: {
            /** @example user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            login: string;
            /** @enum {string} */
            role: "owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent";
            lines: string[] | null;
            /** @enum {string} */
            state: "invited" | "active" | "disabled";
            second_factor: boolean;
            /** @description null before the invitation was taken */
            signs_in_by: ("password" | "provider") | null;
            created_at: string;
        };
        /**
         * @example {
         *       "id": "svc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "name": "crm",
         *       "role": "integrator",
         *       "lines": null,
         *       "state": "active",
         *       "scopes": [
         *         "calls:read",
         *         "recordings:read"
         *       ],
         *       "created_at": "2026-11-23T16:30:00.000Z"
         *     }
         */
        ServiceAccount: {
            /** @example svc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent";
            lines: string[] | null;
            /** @enum {string} */
            state: "active" | "disabled";
            /** @description What its tokens can be given */
            scopes: ("calls:read" | "calls:control" | "calls:unmask" | "calls:evidence" | "calls:test" | "consents:read" | "recordings:read" | "recordings:audio" | "recordings:export" | "contacts:read" | "contacts:write" | "notes:read" | "notes:write" | "lines:read" | "lines:write" | "greetings:read" | "greetings:write" | "greetings:publish" | "erasure:file" | "erasure:approve" | "requests:read" | "requests:handle" | "retention:read" | "retention:write" | "operation:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "audit:read" | "audit:export" | "people:read" | "people:write")[];
            created_at: string;
        };
        /**
         * @example {
         *       "id": "tok_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "scopes": [
         *         "calls:read"
         *       ],
         *       "networks": [
         *         "192.0.2.0/24"
         *       ],
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "expires_at": "2027-02-21T16:30:00.000Z",
         *       "last_used_at": null,
         *       "revoked_at": null
         *     }
         */
        Token: {
            /** @example tok_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            scopes: ("calls:read" | "calls:control" | "calls:unmask" | "calls:evidence" | "calls:test" | "consents:read" | "recordings:read" | "recordings:audio" | "recordings:export" | "contacts:read" | "contacts:write" | "notes:read" | "notes:write" | "lines:read" | "lines:write" | "greetings:read" | "greetings:write" | "greetings:publish" | "erasure:file" | "erasure:approve" | "requests:read" | "requests:handle" | "retention:read" | "retention:write" | "operation:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "audit:read" | "audit:export" | "people:read" | "people:write")[];
            networks: string[];
            created_at: string;
            expires_at: string;
            last_used_at: string | null;
            revoked_at: string | null;
        };
        /**
         * @example {
         *       "id": "tok_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "scopes": [
         *         "calls:read"
         *       ],
         *       "networks": [
         *         "192.0.2.0/24"
         *       ],
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "expires_at": "2027-02-21T16:30:00.000Z",
         *       "last_used_at": null,
         *       "revoked_at": null,
         *       "token": "asnt_live_019ab3a45c1e7d2f8a3b4c5d6e7f8091_6d1kJz..."
         *     }
         */
        NewToken: {
            /** @example tok_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            scopes: ("calls:read" | "calls:control" | "calls:unmask" | "calls:evidence" | "calls:test" | "consents:read" | "recordings:read" | "recordings:audio" | "recordings:export" | "contacts:read" | "contacts:write" | "notes:read" | "notes:write" | "lines:read" | "lines:write" | "greetings:read" | "greetings:write" | "greetings:publish" | "erasure:file" | "erasure:approve" | "requests:read" | "requests:handle" | "retention:read" | "retention:write" | "operation:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "audit:read" | "audit:export" | "people:read" | "people:write")[];
            networks: string[];
            created_at: string;
            expires_at: string;
            last_used_at: string | null;
            revoked_at: string | null;
            /** @description The token itself. Shown this once: keep it */
            token: string;
        };
        /**
         * @example {
         *       "id": "ses_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "method": "password",
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "seen_at": "2026-11-23T16:30:00.000Z",
         *       "expires_at": "2026-11-24T04:30:00.000Z",
         *       "current": true
         *     }
         */
        Session: {
            /** @example ses_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /** @enum {string} */
            method: "password" | "oidc";
            created_at: string;
            seen_at: string;
            expires_at: string;
            current: boolean;
        };
        /**
         * @example {
         *       "account": {
         *         "id": "svc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *         "name": "crm",
         *         "role": "integrator",
         *         "lines": null,
         *         "state": "active",
         *         "scopes": [
         *           "calls:read"
         *         ],
         *         "created_at": "2026-11-23T16:30:00.000Z"
         *       },
         *       "tokens": []
         *     }
         */
        ServiceAccountWithTokens: {
            account: components["schemas"]["ServiceAccount"];
            /** @description Newest first, revoked ones too */
            tokens: components["schemas"]["Token"][];
        };
        /**
         * @example {
         *       "id": "user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "kind": "user",
         *       "login": "mira@example.org",
         *       "role": "auditor",
         *       "permissions": [
         *         "calls:read"
         *       ],
         *       "lines": null,
         *       "csrf_token": "6d1kJz..."
         *     }
         */
        Me: {
            /** @description user_..., svc_... or the id of a key in the configuration */
            id: string;
            /** @enum {string} */
            kind: "user" | "service_account" | "key";
            login: string | null;
            role: ("owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent") | null;
            permissions: ("calls:read" | "calls:control" | "calls:unmask" | "calls:evidence" | "calls:test" | "consents:read" | "recordings:read" | "recordings:audio" | "recordings:export" | "contacts:read" | "contacts:write" | "notes:read" | "notes:write" | "lines:read" | "lines:write" | "greetings:read" | "greetings:write" | "greetings:publish" | "erasure:file" | "erasure:approve" | "requests:read" | "requests:handle" | "retention:read" | "retention:write" | "operation:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "audit:read" | "audit:export" | "people:read" | "people:write")[];
            lines: string[] | null;
            /** @description Send it as X-Assent-CSRF with every change; null without a sign-in */
            csrf_token: string | null;
        };
        /**
         * @example {
         *       "user": {
         *         "id": "user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *         "login": "mira@example.org",
         *         "role": "auditor",
         *         "lines": null,
         *         "state": "active",
         *         "second_factor": true,
         *         "signs_in_by": "password",
         *         "created_at": "2026-11-23T16:30:00.000Z"
         *       },
         *       "csrf_token": "6d1kJz...",
         *       "expires_at": "2026-11-24T04:30:00.000Z"
         *     }
         */
        SignedIn: {
            user: components["schemas"]["User"];
            csrf_token: string;
            expires_at: string;
        };
        /**
         * @example {
         *       "user": {
         *         "id": "user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *         "login": "mira@example.org",
         *         "role": "owner",
         *         "lines": null,
         *         "state": "active",
         *         "second_factor": true,
         *         "signs_in_by": "password",
         *         "created_at": "2026-11-23T16:30:00.000Z"
         *       },
         *       "totp_uri": "otpauth://totp/Assent:mira%40example.org?issuer=Assent&secret=...",
         *       "recovery_codes": [
         *         "7XKQ2-M9PWD"
         *       ]
         *     }
         */
        Joined: {
            user: components["schemas"]["User"];
            /** @description For the authenticator app. Shown this once; null without a second factor */
            totp_uri: string | null;
            /** @description Each signs in once in place of a code. Shown this once */
            recovery_codes: string[];
        };
        /**
         * @example {
         *       "call_id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "answered_at": "2026-11-23T16:20:00.000Z",
         *       "entries": [
         *         {
         *           "at": "2026-11-23T16:20:07.123Z",
         *           "offset_ms": 7123,
         *           "leaf": 42,
         *           "type": "consent.granted",
         *           "party": "caller",
         *           "method": "dtmf",
         *           "script": "standard/3/en",
         *           "heard": {
         *             "bytes": 64000,
         *             "total": 64000
         *           },
         *           "recording_id": null,
         *           "detail": null
         *         }
         *       ],
         *       "recordings": [
         *         {
         *           "id": "rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *           "started_offset_ms": 8000,
         *           "kept": [
         *             {
         *               "from_ms": 0,
         *               "to_ms": 232000
         *             }
         *           ],
         *           "pauses": []
         *         }
         *       ]
         *     }
         */
        CallStory: {
            /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            call_id: string;
            answered_at: string;
            entries: {
                at: string;
                /** @description Since the call was answered; null for what came after the call */
                offset_ms: number | null;
                /** @description Where it stands in the ledger */
                leaf: number;
                /** @description As in the ledger: call.answered, consent.granted, recording.started, access.played ... */
                type: string;
                party: ("caller" | "agent") | null;
                method: string | null;
                /** @description <greeting>/<version>/<language> */
                script: string | null;
                /** @description Of the notice, at 8 bytes a millisecond */
                heard: {
                    bytes: number;
                    total: number;
                } | null;
                recording_id: string | null;
                /** @description A reason or an outcome that the ledger names */
                detail: string | null;
            }[];
            recordings: {
                /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                id: string;
                started_offset_ms: number;
                /** @description On the recording's own clock: what was kept of the call */
                kept: {
                    from_ms: number;
                    /** @description null: to the end */
                    to_ms: number | null;
                }[];
                pauses: {
                    from_ms: number;
                    /** @description null: to the end */
                    to_ms: number | null;
                    reason: string | null;
                }[];
            }[];
        };
        /**
         * @example {
         *       "media_url": "ws://127.0.0.1:7080/media/test",
         *       "token": "k3J...",
         *       "call_sid": "CA0123456789abcdef",
         *       "call_id": "call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091"
         *     }
         */
        TestCall: {
            /** @description The WebSocket to speak the Media Streams dialect on */
            media_url: string;
            /** @description Opens this one call, once */
            token: string;
            call_sid: string;
            /**
             * @description What the call is found by once it was answered
             * @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091
             */
            call_id: string;
        };
        /**
         * @example {
         *       "id": "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "state": "ended",
         *       "outcome": "complete",
         *       "parts": [
         *         {
         *           "part": "menu",
         *           "keys": [
         *             {
         *               "key": "*",
         *               "came": "none"
         *             }
         *           ]
         *         }
         *       ],
         *       "carrier_recordings": 0
         *     }
         */
        TrunkTestCall: {
            /** @enum {string} */
            state: "calling" | "talking" | "ended";
            outcome: ("complete" | "cut_short" | "no_answer" | "refused") | null;
            /** @description Those that were reached */
            parts: {
                /**
                 * @description menu: gathered by a document (not on Relay, which has none); notice: while words play; silence: after them; talk: beside a copy of both tracks, as in a conversation
                 * @enum {string}
                 */
                part: "menu" | "notice" | "silence" | "talk";
                keys: {
                    /** @enum {string} */
                    key: "0" | "1" | "2" | "*";
                    /**
                     * @description event: as the carrier's event; tone: only as a tone in the audio (on Relay it is heard in talk alone); none: not at all
                     * @enum {string}
                     */
                    came: "event" | "tone" | "none";
                }[];
            }[];
            /** @description Recordings of this call that the carrier made by itself; null while that is not known */
            carrier_recordings: number | null;
            /** Format: uuid */
            id: string;
        };
        /**
         * @example {
         *       "user": {
         *         "id": "user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *         "login": "mira@example.org",
         *         "role": "auditor",
         *         "lines": null,
         *         "state": "invited",
         *         "second_factor": false,
         *         "signs_in_by": null,
         *         "created_at": "2026-11-23T16:30:00.000Z"
         *       },
         *       "invitation": "https://assent.example.org/join#6d1kJz..."
         *     }
         */
        InvitedUser: {
            user: components["schemas"]["User"];
            /** @description Opens once, for 24 hours: the person sets a password with it. Shown this once */
            invitation: string;
        };
        /**
         * @example {
         *       "id": "whk_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "url": "https://example.com/assent",
         *       "events": [
         *         "recording.stored"
         *       ],
         *       "lines": null,
         *       "recipient": "archive",
         *       "enabled": true,
         *       "disabled_reason": null,
         *       "disabled_at": null,
         *       "failing_since": null,
         *       "signature": "v1a",
         *       "keys": [
         *         {
         *           "public_key": "whpk_z0yKfDQBVGsLqGTKCz6Zq0hF2pSSAJYhBBp9n1nDpZ8=",
         *           "created_at": "2026-11-23T16:30:00.000Z",
         *           "until": null
         *         }
         *       ],
         *       "created_at": "2026-11-23T16:30:00.000Z"
         *     }
         */
        Webhook: {
            /** @example whk_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            url: string;
            events: string[];
            lines: string[] | null;
            /** @description Who receives it, by the register of recipients */
            recipient: string;
            enabled: boolean;
            /** @description operator: by hand; gone: it answered 410; failing: nothing got through for three days; recipient: off the register. What it is not told waits until it is enabled */
            disabled_reason: ("operator" | "gone" | "failing" | "recipient") | null;
            disabled_at: string | null;
            /** @description Since when no delivery got through; null: the last one did */
            failing_since: string | null;
            /**
             * @description v1a: Ed25519, verified with the public key; v1: HMAC-SHA-256 with a shared secret, for receivers that know no other
             * @enum {string}
             */
            signature: "v1a" | "v1";
            /** @description Newest first. Every one of them signs */
            keys: {
                /** @description whpk_ and the raw key in base64; null with v1 */
                public_key: string | null;
                created_at: string;
                /** @description When it stops signing, after a rotation */
                until: string | null;
            }[];
            created_at: string;
        };
        /**
         * @example {
         *       "id": "whk_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "url": "https://example.com/assent",
         *       "events": [
         *         "recording.stored"
         *       ],
         *       "lines": null,
         *       "recipient": "archive",
         *       "enabled": true,
         *       "disabled_reason": null,
         *       "disabled_at": null,
         *       "failing_since": null,
         *       "signature": "v1a",
         *       "keys": [
         *         {
         *           "public_key": "whpk_z0yKfDQBVGsLqGTKCz6Zq0hF2pSSAJYhBBp9n1nDpZ8=",
         *           "created_at": "2026-11-23T16:30:00.000Z",
         *           "until": null
         *         }
         *       ],
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "secret": null
         *     }
         */
        NewWebhook: {
            /** @example whk_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            url: string;
            events: string[];
            lines: string[] | null;
            /** @description Who receives it, by the register of recipients */
            recipient: string;
            enabled: boolean;
            /** @description operator: by hand; gone: it answered 410; failing: nothing got through for three days; recipient: off the register. What it is not told waits until it is enabled */
            disabled_reason: ("operator" | "gone" | "failing" | "recipient") | null;
            disabled_at: string | null;
            /** @description Since when no delivery got through; null: the last one did */
            failing_since: string | null;
            /**
             * @description v1a: Ed25519, verified with the public key; v1: HMAC-SHA-256 with a shared secret, for receivers that know no other
             * @enum {string}
             */
            signature: "v1a" | "v1";
            /** @description Newest first. Every one of them signs */
            keys: {
                /** @description whpk_ and the raw key in base64; null with v1 */
                public_key: string | null;
                created_at: string;
                /** @description When it stops signing, after a rotation */
                until: string | null;
            }[];
            created_at: string;
            /** @description With v1: whsec_ and the shared secret. Shown this once */
            secret: string | null;
        };
        /**
         * @example {
         *       "id": "dlv_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "event_id": "evt_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "type": "recording.stored",
         *       "state": "delivered",
         *       "tries": 1,
         *       "due_at": null,
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "ended_at": "2026-11-23T16:30:00.000Z"
         *     }
         */
        WebhookDelivery: {
            /** @example dlv_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /**
             * @description The webhook-id header: the same at every attempt, so that a receiver knows it again
             * @example evt_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091
             */
            event_id: string;
            type: string;
            /**
             * @description waiting: an earlier one of the same call goes first; pending: due, or to be tried again; failed: ten attempts in three days are used up
             * @enum {string}
             */
            state: "waiting" | "pending" | "delivered" | "failed";
            tries: number;
            /** @description When it is tried next */
            due_at: string | null;
            created_at: string;
            ended_at: string | null;
        };
        /**
         * @example {
         *       "id": "dlv_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "event_id": "evt_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
         *       "type": "recording.stored",
         *       "state": "delivered",
         *       "tries": 1,
         *       "due_at": null,
         *       "created_at": "2026-11-23T16:30:00.000Z",
         *       "ended_at": "2026-11-23T16:30:00.000Z",
         *       "body": "{\"type\":\"recording.stored\",\"timestamp\":\"2026-11-23T16:30:00.000Z\",\"data\":{\"recording_id\":\"rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091\"}}",
         *       "attempts": [
         *         {
         *           "at": "2026-11-23T16:30:00.000Z",
         *           "ms": 120,
         *           "status": 204,
         *           "result": "delivered"
         *         }
         *       ]
         *     }
         */
        WebhookDeliveryDetail: {
            /** @example dlv_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
            id: string;
            /**
             * @description The webhook-id header: the same at every attempt, so that a receiver knows it again
             * @example evt_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091
             */
            event_id: string;
            type: string;
            /**
             * @description waiting: an earlier one of the same call goes first; pending: due, or to be tried again; failed: ten attempts in three days are used up
             * @enum {string}
             */
            state: "waiting" | "pending" | "delivered" | "failed";
            tries: number;
            /** @description When it is tried next */
            due_at: string | null;
            created_at: string;
            ended_at: string | null;
            /** @description Exactly what is signed and sent */
            body: string;
            /** @description Oldest first; status null: no answer came */
            attempts: {
                at: string;
                ms: number;
                status: number | null;
                result: string;
            }[];
        };
        /**
         * @example {
         *       "name": "assent",
         *       "version": "0.1.0",
         *       "api": "v1"
         *     }
         */
        Version: {
            /** @constant */
            name: "assent";
            version: string;
            /** @constant */
            api: "v1";
        };
        /**
         * @example {
         *       "replayed": 12
         *     }
         */
        WebhookReplay: {
            replayed: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
        };
    };
    get_health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Done */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    get_openapi_json: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.1"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    get_lines: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Line"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_lines: {
        parameters: {
            query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                dry_run?: "true" | "false";
            };
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    name: string;
                    number: string;
                    organisation: string;
                    language: string;
                    language_by_prefix?: {
                        [key: string]: string;
                    };
                    greeting: string;
                    /** @enum {string} */
                    mode: "opt_in" | "opt_out" | "notice_only" | "legal_obligation" | "agent_asks" | "off";
                    /** @enum {boolean} */
                    bypass?: true;
                    legal_basis?: string;
                    purposes: string[];
                    destination: {
                        /** @enum {string} */
                        kind: "test-agent";
                    } | {
                        /** @enum {string} */
                        kind: "phone";
                        number: string;
                        press_to_accept?: boolean;
                        agent?: string;
                    } | {
                        /** @enum {string} */
                        kind: "sip";
                        uri: string;
                        agent?: string;
                    } | {
                        /** @enum {string} */
                        kind: "queue";
                        targets: ({
                            /** @enum {string} */
                            kind: "phone";
                            number: string;
                            ring_seconds: number;
                            agent?: string;
                        } | {
                            /** @enum {string} */
                            kind: "sip";
                            uri: string;
                            ring_seconds: number;
                            agent?: string;
                        } | {
                            /** @enum {string} */
                            kind: "test-agent";
                            ring_seconds: number;
                        } | {
                            /** @enum {string} */
                            kind: "voicemail";
                            max_seconds: number;
                        })[];
                    } | {
                        /** @enum {string} */
                        kind: "voicemail";
                        max_seconds: number;
                    } | {
                        /** @enum {string} */
                        kind: "hang-up";
                    };
                    schedule?: string;
                    closed?: {
                        greeting?: string;
                        destination?: {
                            /** @enum {string} */
                            kind: "test-agent";
                        } | {
                            /** @enum {string} */
                            kind: "phone";
                            number: string;
                            press_to_accept?: boolean;
                            agent?: string;
                        } | {
                            /** @enum {string} */
                            kind: "sip";
                            uri: string;
                            agent?: string;
                        } | {
                            /** @enum {string} */
                            kind: "queue";
                            targets: ({
                                /** @enum {string} */
                                kind: "phone";
                                number: string;
                                ring_seconds: number;
                                agent?: string;
                            } | {
                                /** @enum {string} */
                                kind: "sip";
                                uri: string;
                                ring_seconds: number;
                                agent?: string;
                            } | {
                                /** @enum {string} */
                                kind: "test-agent";
                                ring_seconds: number;
                            } | {
                                /** @enum {string} */
                                kind: "voicemail";
                                max_seconds: number;
                            })[];
                        } | {
                            /** @enum {string} */
                            kind: "voicemail";
                            max_seconds: number;
                        } | {
                            /** @enum {string} */
                            kind: "hang-up";
                        };
                    };
                    /** @enum {string} */
                    carry?: "fork_stream" | "fork_document" | "bridge";
                    agent_basis: string;
                    retention: {
                        policy: string;
                        days: number;
                    };
                    category?: string;
                    region?: string;
                    keys: {
                        /** @enum {string} */
                        agree: "1";
                        /** @enum {string} */
                        refuse: "2";
                        /** @enum {string} */
                        repeat: "*";
                        /** @enum {string} */
                        more: "0";
                        withdraw: string;
                    };
                    /** @enum {string} */
                    on_withdrawal: "restrict_72h" | "shred_at_once";
                    wait_seconds?: number;
                    /** @enum {string} */
                    receipt?: "off" | "on_request" | "always";
                    limits: {
                        concurrent_calls: number;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Line"];
                };
            };
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Line"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_lines_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Line"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_lines_id: {
        parameters: {
            query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                dry_run?: "true" | "false";
            };
            header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Line"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_lines_id: {
        parameters: {
            query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                dry_run?: "true" | "false";
            };
            header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    number?: string;
                    organisation?: string;
                    language?: string;
                    language_by_prefix?: {
                        [key: string]: string;
                    } | null;
                    greeting?: string;
                    /** @enum {string} */
                    mode?: "opt_in" | "opt_out" | "notice_only" | "legal_obligation" | "agent_asks" | "off";
                    bypass?: true | null;
                    legal_basis?: string | null;
                    purposes?: string[];
                    destination?: {
                        /** @enum {string} */
                        kind: "test-agent";
                    } | {
                        /** @enum {string} */
                        kind: "phone";
                        number: string;
                        press_to_accept?: boolean;
                        agent?: string;
                    } | {
                        /** @enum {string} */
                        kind: "sip";
                        uri: string;
                        agent?: string;
                    } | {
                        /** @enum {string} */
                        kind: "queue";
                        targets: ({
                            /** @enum {string} */
                            kind: "phone";
                            number: string;
                            ring_seconds: number;
                            agent?: string;
                        } | {
                            /** @enum {string} */
                            kind: "sip";
                            uri: string;
                            ring_seconds: number;
                            agent?: string;
                        } | {
                            /** @enum {string} */
                            kind: "test-agent";
                            ring_seconds: number;
                        } | {
                            /** @enum {string} */
                            kind: "voicemail";
                            max_seconds: number;
                        })[];
                    } | {
                        /** @enum {string} */
                        kind: "voicemail";
                        max_seconds: number;
                    } | {
                        /** @enum {string} */
                        kind: "hang-up";
                    };
                    schedule?: string | null;
                    closed?: {
                        greeting?: string;
                        destination?: {
                            /** @enum {string} */
                            kind: "test-agent";
                        } | {
                            /** @enum {string} */
                            kind: "phone";
                            number: string;
                            press_to_accept?: boolean;
                            agent?: string;
                        } | {
                            /** @enum {string} */
                            kind: "sip";
                            uri: string;
                            agent?: string;
                        } | {
                            /** @enum {string} */
                            kind: "queue";
                            targets: ({
                                /** @enum {string} */
                                kind: "phone";
                                number: string;
                                ring_seconds: number;
                                agent?: string;
                            } | {
                                /** @enum {string} */
                                kind: "sip";
                                uri: string;
                                ring_seconds: number;
                                agent?: string;
                            } | {
                                /** @enum {string} */
                                kind: "test-agent";
                                ring_seconds: number;
                            } | {
                                /** @enum {string} */
                                kind: "voicemail";
                                max_seconds: number;
                            })[];
                        } | {
                            /** @enum {string} */
                            kind: "voicemail";
                            max_seconds: number;
                        } | {
                            /** @enum {string} */
                            kind: "hang-up";
                        };
                    } | null;
                    carry?: ("fork_stream" | "fork_document" | "bridge") | null;
                    agent_basis?: string;
                    retention?: {
                        policy: string;
                        days: number;
                    };
                    category?: string | null;
                    region?: string | null;
                    keys?: {
                        /** @enum {string} */
                        agree: "1";
                        /** @enum {string} */
                        refuse: "2";
                        /** @enum {string} */
                        repeat: "*";
                        /** @enum {string} */
                        more: "0";
                        withdraw: string;
                    };
                    /** @enum {string} */
                    on_withdrawal?: "restrict_72h" | "shred_at_once";
                    wait_seconds?: number | null;
                    receipt?: ("off" | "on_request" | "always") | null;
                    limits?: {
                        concurrent_calls: number;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Line"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_lines_id_explain: {
        parameters: {
            query?: {
                /** @description Default: now */
                at?: string;
                /** @description The caller's number, where the language goes by it */
                from?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LineExplained"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_schedules: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Schedule"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_schedules: {
        parameters: {
            query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                dry_run?: "true" | "false";
            };
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    name: string;
                    time_zone: string;
                    weekly: {
                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                        hours: {
                            from: string;
                            to: string;
                        }[];
                    }[];
                    /** @default [] */
                    holidays?: {
                        name: string;
                        on: string;
                    }[];
                    /** @default [] */
                    overrides?: {
                        name: string;
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        to: string;
                        hours: {
                            from: string;
                            to: string;
                        }[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_schedules_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_schedules_id: {
        parameters: {
            query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                dry_run?: "true" | "false";
            };
            header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_schedules_id: {
        parameters: {
            query?: {
                /** @description true: check everything, answer what would be, and change nothing */
                dry_run?: "true" | "false";
            };
            header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    time_zone?: string;
                    weekly?: {
                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                        hours: {
                            from: string;
                            to: string;
                        }[];
                    }[];
                    holidays?: {
                        name: string;
                        on: string;
                    }[];
                    overrides?: {
                        name: string;
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        to: string;
                        hours: {
                            from: string;
                            to: string;
                        }[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_calls: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
                line?: string;
                consent?: string;
                /** @description Calls of exactly this number (send the + as %2B) */
                number?: string;
                "answered_at[gte]"?: string;
                "answered_at[lt]"?: string;
                /** @description active: live now */
                state?: "active" | "ended";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Call"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_calls_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallDetail"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_calls_id_pause: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallAct"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_calls_id_resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallAct"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_calls_id_stop: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallAct"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_calls_id_withdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallAct"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_calls_id_consent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Who asked the caller, as your own systems know them */
                    stated_by: string;
                    /** @description What the caller said. Sealed to the call's key, erased with it */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallAct"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_calls_id_events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description id, event (the type) and data: {at, offset_ms, type, facts} */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_events: {
        parameters: {
            query?: {
                line?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `ready` first; then event (the type) and data: {call_id, line_id, at, offset_ms, type} */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_calls_id_timeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallStory"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_consents: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
                call?: string;
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Consent"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_consents_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recordings: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
                call?: string;
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Recording"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recordings_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_recordings_id: {
        parameters: {
            query?: {
                dry_run?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedRecording"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recordings_id_audio: {
        parameters: {
            query?: {
                /** @description Of POST .../listening: stands for the reason */
                listening?: string;
            };
            header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                "x-assent-country"?: string;
                /** @description What the audio is used for, as the consent names it: 403 unless it was consented to for that */
                "x-assent-purpose"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description The range that was asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_recordings_id_listening: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                "x-assent-country"?: string;
                /** @description What the audio is used for, as the consent names it: 403 unless it was consented to for that */
                "x-assent-purpose"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listening"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recordings_id_peaks: {
        parameters: {
            query?: {
                /** @description Of POST .../listening: stands for the reason */
                listening?: string;
                /** @description Stretches of time at most */
                buckets?: number;
            };
            header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                "x-assent-country"?: string;
                /** @description What the audio is used for, as the consent names it: 403 unless it was consented to for that */
                "x-assent-purpose"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Peaks"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recordings_id_encrypted: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                "x-assent-country"?: string;
                /** @description What the audio is used for, as the consent names it: 403 unless it was consented to for that */
                "x-assent-purpose"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SealedRecording"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recordings_id_header: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The header */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recordings_id_ciphertext: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The range that was asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recordings_id_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingProof"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_recordings_id_elsewhere: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Whose place it is: a party on the register of recipients
                     * @example main
                     */
                    recipient: string;
                    /** @description base64url SHA-256 of what you stored. Compute it of your own copy: it is what allows the file here to go */
                    sha256: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingElsewhere"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recordings_id_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessList"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_calls_id_unmask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                "x-assent-country"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnmaskedCall"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_calls_id_evidence: {
        parameters: {
            query?: {
                /** @description Personal fields to open, of number, called, carrier_call_id, trunk, digit, offset_ms, actor, reason, range; without it none */
                release?: string;
                /** @description With header, wrapped keys and ciphertext */
                audio?: "true" | "false";
            };
            header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                "x-assent-country"?: string;
                /** @description What the audio is used for, as the consent names it: 403 unless it was consented to for that */
                "x-assent-purpose"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-tar": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audit_pack: {
        parameters: {
            query: {
                from: string;
                /** @description The last day (UTC) of the period */
                to: string;
                /** @description What the sample is drawn with: let the auditor choose it */
                seed?: string;
                /** @description With the carriers' own ids of the calls, which takes calls:evidence as well */
                carrier_ids?: "true" | "false";
            };
            header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                "x-assent-country"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-tar": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_erasures: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Erase everything held about this caller
                     * @example +4930123456
                     */
                    number?: string;
                    /**
                     * @description Erase one recording
                     * @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091
                     */
                    recording_id?: string;
                    /**
                     * @description Every recording of this line
                     * @example main
                     */
                    line?: string;
                    /**
                     * @description Every recording of this agent's calls, and the agent: name, lines, whose calls
                     * @example main
                     */
                    agent?: string;
                    /**
                     * Format: date-time
                     * @description Of calls answered from here on
                     */
                    since?: string;
                    /**
                     * Format: date-time
                     * @description Of calls answered before
                     */
                    before?: string;
                    /**
                     * @description Say what would happen and change nothing
                     * @default false
                     */
                    dry_run?: boolean;
                    /** @description Of the dry run. Always needed for a line or a period */
                    preview?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs_id_items: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ErasedRecording"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_jobs_id_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs_id_events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description id, event (job.progress or job.ended) and data: the job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_holds: {
        parameters: {
            query?: {
                recording_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Hold"][];
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_holds: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                    recording_id: string;
                    reason: string;
                    /** @description Who answers for it; default: the API key's id */
                    owner?: string;
                    /**
                     * Format: date
                     * @description When somebody looks at it again
                     */
                    review_on: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_holds_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "erasures": 1
                     *     }
                     */
                    "application/json": {
                        /** @description Erasures that waited and ran */
                        erasures: number;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_recordings_id_restriction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reason": "accuracy contested",
                     *       "set_at": "2026-11-23T16:30:00.000Z"
                     *     }
                     */
                    "application/json": {
                        reason: string;
                        set_at: string;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_recordings_id_restriction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "restricted": false
                     *     }
                     */
                    "application/json": {
                        restricted: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_retention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionState"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_retention_confirm: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "due": 12
                     *     }
                     */
                    "application/json": {
                        due: number;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recordings_id_retention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_retention_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RetentionRule"][];
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_retention_rules: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description minimum: the law; maximum: minimisation; keep: the period in between
                     * @enum {string}
                     */
                    kind: "minimum" | "maximum" | "keep";
                    /** @description After the day the call ended */
                    days: number;
                    /** @description Stands in the sentence people are given */
                    basis: string;
                    /** @default null */
                    line?: string | null;
                    /** @default null */
                    category?: string | null;
                    /** @default null */
                    purpose?: string | null;
                    /** @default null */
                    region?: string | null;
                    /**
                     * @description Say what it would do to existing recordings and change nothing
                     * @default false
                     */
                    dry_run?: boolean;
                    /** @description Of the dry run: applies the change to existing recordings too */
                    preview?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionChange"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_retention_rules_id_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Say what it would do to existing recordings and change nothing
                     * @default false
                     */
                    dry_run?: boolean;
                    /** @description Of the dry run: applies the change to existing recordings too */
                    preview?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionChange"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["KeyEncryptionKey"][];
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_keys_rotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyEncryptionKey"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_exports_calls: {
        parameters: {
            query: {
                /** @description Calls of this line. Who is limited to lines names one of them */
                line?: string;
                /** @description Calls that this agent spoke on */
                agent?: string;
                /** @description First day (UTC) on which calls were answered */
                since: string;
                /** @description Last day (UTC) */
                until: string;
            };
            header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                "x-assent-country"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-tar": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_requests: {
        parameters: {
            query?: {
                state?: "received" | "verified" | "assessed" | "executed" | "refused" | "notified";
                kind?: "access" | "erasure" | "restriction" | "withdrawal" | "rectification" | "disclosure";
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SubjectRequest"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_requests: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "access" | "erasure" | "restriction" | "withdrawal" | "rectification" | "disclosure";
                    /**
                     * @description The person's number
                     * @example +4930123456
                     */
                    number?: string;
                    /** @example rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                    recording_id?: string;
                    /**
                     * @default en
                     * @enum {string}
                     */
                    language?: "en" | "de" | "fr" | "es";
                    /** @description Disclosure: who asks */
                    authority?: string;
                    /** @description Disclosure: law or order */
                    legal_reference?: string;
                    /** @description Disclosure: what is asked for */
                    scope?: string;
                    /** @description Rectification: what the person states to be right */
                    statement?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_requests_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectRequestWithHistory"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_requests_id_verify: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    verified_by: "call_back" | "code" | "account" | "document" | "court_order" | "representative";
                    verified_reference?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_requests_id_assess: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Erasure: Art. 17(1)(a) to (f) GDPR
                     * @enum {string}
                     */
                    ground?: "17_1_a" | "17_1_b" | "17_1_c" | "17_1_d" | "17_1_e" | "17_1_f";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_requests_id_execute: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Disclosure: what the authority was given */
                    handed_over?: string;
                    /** @description Disclosure: of the recordings assessed, those that are handed over; absent: all */
                    recordings?: string[];
                    corrections?: ({
                        /** @example con_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                        contact: string;
                        /** @default null */
                        name?: string | null;
                        /** @default [] */
                        numbers?: string[];
                    } | {
                        /** @example main */
                        agent: string;
                        /** @default null */
                        name?: string | null;
                        /** @default [] */
                        lines?: string[];
                    } | {
                        /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                        call: string;
                        note: string;
                    } | {
                        /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                        call: string;
                        tags: string[];
                    } | {
                        /** @example call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 */
                        call: string;
                        agent: string | null;
                    })[];
                    /**
                     * @description Recipients who were told (Art. 19 GDPR)
                     * @default []
                     */
                    told?: {
                        name: string;
                        /** Format: date */
                        on: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_requests_id_refuse: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    reason: "17_3_a" | "17_3_b" | "17_3_c" | "17_3_d" | "17_3_e" | "12_5_excessive" | "12_6_identity" | "nothing_held" | "no_legal_basis";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_requests_id_extend: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_requests_id_notified: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_requests_id_copy: {
        parameters: {
            query?: {
                /** @description Whether the other person is heard too */
                other_side?: "masked" | "included";
            };
            header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                "x-assent-country"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_requests_id_handover: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                "x-assent-country"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_requests_id_certificate: {
        parameters: {
            query?: {
                /** @description The JWS is the certificate */
                format?: "jws" | "pdf";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jose": string;
                    "application/pdf": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_requests_id_documents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["IdentityDocument"][];
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_requests_id_documents: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    media_type: "application/pdf" | "image/jpeg" | "image/png";
                    /** Format: byte */
                    content_base64: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityDocument"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_requests_id_documents_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                document: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "image/jpeg": string;
                    "image/png": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_requests_id_documents_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                document: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "erased": true
                     *     }
                     */
                    "application/json": {
                        erased: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 31415926 */
                    code: string;
                    /** @example +4915112345678 */
                    number: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptState"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_receipt_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 31415926 */
                    code: string;
                    /** @example +4915112345678 */
                    number: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptState"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_receipt_requests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 31415926 */
                    code: string;
                    /** @example +4915112345678 */
                    number: string;
                    /** @enum {string} */
                    kind: "access" | "erasure";
                    /**
                     * @default en
                     * @enum {string}
                     */
                    language?: "en" | "de" | "fr" | "es";
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptRequest"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_contacts: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
                /** @description With exactly this number (send the + as %2B) */
                number?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_contacts: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    name?: string | null;
                    /** @default [] */
                    numbers?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_contacts_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_contacts_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    name?: string | null;
                    /** @default [] */
                    numbers?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_contacts_id: {
        parameters: {
            query?: {
                dry_run?: "true" | "false";
                /** @description Of the dry run */
                preview?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactErasure"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_agents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Agent"][];
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_agents_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_agents_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    name?: string | null;
                    /** @default [] */
                    lines?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_agents_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "calls": 12
                     *     }
                     */
                    "application/json": {
                        /** @description Calls that are nobody's now */
                        calls: number;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_calls_id_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentOfCall"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_calls_id_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    agent: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentOfCall"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_calls_id_notes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallNote"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_calls_id_notes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallNote"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_calls_id_notes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteErased"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_calls_id_tags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallTags"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_calls_id_tags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tags: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallTags"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_calls_id_tags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteErased"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_data_map: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataMap"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recipients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Recipient"][];
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_recipients: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    name: string;
                    /** @enum {string} */
                    role: "storage" | "carrier" | "webhook" | "voice" | "witness" | "timestamp" | "auditor" | "authority" | "other";
                    purpose: string;
                    country: string;
                    /** @enum {string} */
                    transfer: "none_needed" | "adequacy" | "scc" | "bcr" | "safeguards" | "derogation";
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recipient"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recipients_versions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RecipientVersion"][];
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recipients_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recipient"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_recipients_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recipient"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_processing_register: {
        parameters: {
            query?: {
                format?: "json" | "md";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The register */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessingRegister"];
                    "text/markdown": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_incidents_query: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8) */
                "x-assent-reason"?: string;
                /** @description The recipient on the register that this goes on to: 403 unless it is listed, with its country */
                "x-assent-recipient"?: string;
                /** @description Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own */
                "x-assent-country"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Id of the key, token or person */
                    key?: string;
                    /** @description An address, or a network in CIDR notation */
                    address?: string;
                    /** Format: date-time */
                    since?: string;
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_greetings: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Greeting"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_greetings: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example main */
                    id: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Greeting"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_greetings_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Greeting"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_greetings_id_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    from?: number;
                } | null;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_greetings_id_versions_version_language_prompt: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                "if-match"?: string;
            };
            path: {
                id: string;
                version: string;
                language: string;
                prompt: "notice" | "menu" | "more" | "granted" | "refused" | "no_input" | "default_off" | "invalid" | "time_warning" | "stopped" | "in_progress";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The exact words of the audio: this is the legal text */
                    text: string;
                    /**
                     * @description WAV, MP3, M4A, AAC, Ogg, Opus, WebM, FLAC, AIFF or AMR; base64
                     * @example UklGRiQAAABXQVZF...
                     */
                    audio_base64: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_greetings_id_versions_version_language_prompt_speech: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                version: string;
                language: string;
                prompt: "notice" | "menu" | "more" | "granted" | "refused" | "no_input" | "default_off" | "invalid" | "time_warning" | "stopped" | "in_progress";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The exact words of the audio: this is the legal text */
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_greetings_id_versions_version_says_language: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                "if-match"?: string;
            };
            path: {
                id: string;
                version: string;
                language: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_greetings_id_versions_version_validate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingCheck"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_greetings_id_versions_version_waivers: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    pointer: string;
                    code: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_greetings_id_versions_version_review: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reviewed_by: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_greetings_id_versions_version_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for whoever reads the versions */
                    message: string;
                    /**
                     * Format: date-time
                     * @description Default: now
                     */
                    at?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_greetings_id_versions_version_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_greetings_id_rollback: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    to: number;
                    /** @description Why, for whoever reads the versions */
                    message: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingVersion"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_greetings_id_diff: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingDiff"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_greetings_id_versions_version_language_prompt_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: string;
                language: string;
                prompt: "notice" | "menu" | "more" | "granted" | "refused" | "no_input" | "default_off" | "invalid" | "time_warning" | "stopped" | "in_progress";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A WAV file: 16 bits, 8 kHz, mono */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_greetings_id_stats: {
        parameters: {
            query?: {
                /** @description Of calls answered from here on; default: 90 days ago */
                since?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GreetingStats"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_policy_explain: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The caller; null or absent: withheld */
                    from?: string | null;
                    /**
                     * @description The dialled number
                     * @example +4930123456
                     */
                    to: string;
                    /** @description A day or a moment; absent: now */
                    at?: string;
                    /**
                     * @description Instead of the mode of the line that has this number
                     * @enum {string}
                     */
                    mode?: "opt_in" | "opt_out" | "notice_only" | "legal_obligation" | "agent_asks" | "off";
                    /** @description Instead of where that line declares to be */
                    location?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyExplanation"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_policy_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JurisdictionRules"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_policy_warnings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyWarnings"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_policy_replay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyReplay"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_test_calls: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The caller; null or absent: withheld */
                    from?: string | null;
                    /** @description The line's number; null or absent: the first line */
                    to?: string | null;
                } | null;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestCall"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_trunks_name_test_calls: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The tester's phone
                     * @example +4930123456
                     */
                    to: string;
                    /** @description A number of this trunk; null or absent: the trunk's caller_id */
                    from?: string | null;
                    /**
                     * @description How long each part waits for keys
                     * @default 12
                     */
                    part_seconds?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkTestCall"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_trunks_name_test_calls_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkTestCall"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ledger_checkpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkpoint"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_version: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_health_deep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Done */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the person signs in with: an e-mail address, or a name
                     * @example mira@example.org
                     */
                    login: string;
                    password: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ended": true
                     *     }
                     */
                    "application/json": {
                        ended: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Session"][];
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_sessions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ended": true
                     *     }
                     */
                    "application/json": {
                        ended: boolean;
                    };
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What follows the # in the link */
                    invitation: string;
                    /** @description 12 to 200 characters */
                    password: string;
                    /**
                     * @description Wanted where the role does not ask for it
                     * @default false
                     */
                    second_factor?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joined"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session_oidc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session_oidc_callback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the page that says who is signed in */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_users: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["User"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_users: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the person signs in with: an e-mail address, or a name
                     * @example mira@example.org
                     */
                    login: string;
                    /** @enum {string} */
                    role: "owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent";
                    /**
                     * @description The lines it is limited to; null: every line
                     * @default null
                     */
                    lines?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedUser"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_users_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role?: "owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent";
                    /** @description The lines it is limited to; null: every line */
                    lines?: string[] | null;
                    /** @enum {string} */
                    state?: "active" | "disabled";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_users_id_invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedUser"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_service_accounts: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ServiceAccount"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_service_accounts: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @default integrator
                     * @enum {string}
                     */
                    role?: "owner" | "editor" | "auditor" | "privacy_officer" | "operator" | "integrator" | "agent";
                    /**
                     * @description The lines it is limited to; null: every line
                     * @default null
                     */
                    lines?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_service_accounts_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccountWithTokens"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_service_accounts_id_disable: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_service_accounts_id_tokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    scopes: ("calls:read" | "calls:control" | "calls:unmask" | "calls:evidence" | "calls:test" | "consents:read" | "recordings:read" | "recordings:audio" | "recordings:export" | "contacts:read" | "contacts:write" | "notes:read" | "notes:write" | "lines:read" | "lines:write" | "greetings:read" | "greetings:write" | "greetings:publish" | "erasure:file" | "erasure:approve" | "requests:read" | "requests:handle" | "retention:read" | "retention:write" | "operation:write" | "webhooks:read" | "webhooks:write" | "keys:write" | "audit:read" | "audit:export" | "people:read" | "people:write")[];
                    /**
                     * @description Where it may be used from; empty: anywhere
                     * @default []
                     */
                    networks?: string[];
                    /** @default 90 */
                    expires_in_days?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_service_accounts_id_tokens_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_webhooks: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Webhook"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_webhooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description https; plain http only in dev, to this machine. Private addresses are refused, also behind a name
                     * @example https://example.com/assent
                     */
                    url: string;
                    /**
                     * @description A party on the register of recipients, with its country
                     * @example archive
                     */
                    recipient: string;
                    /**
                     * @description Event types, or `*` for all, also those that come with later versions
                     * @default [
                     *       "*"
                     *     ]
                     * @example [
                     *       "recording.stored"
                     *     ]
                     */
                    events?: ("call.started" | "call.ended" | "consent.granted" | "consent.refused" | "consent.no_answer" | "consent.failed" | "consent.not_asked" | "consent.not_required" | "consent.withdrawn" | "recording.started" | "recording.blocked" | "recording.stored" | "recording.failed" | "recording.erased" | "erasure.completed" | "request.changed" | "greeting.published" | "retention.overdue" | "audit.checkpoint" | "webhook.disabled" | "*")[];
                    /**
                     * @description Only what is of these lines; null: everything, also what is of no line
                     * @default null
                     * @example [
                     *       "main"
                     *     ]
                     */
                    lines?: string[] | null;
                    /**
                     * @description v1a: Ed25519, verified with the public key; v1: HMAC-SHA-256 with a shared secret, for receivers that know no other
                     * @default v1a
                     * @enum {string}
                     */
                    signature?: "v1a" | "v1";
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_webhooks_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_webhooks_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_webhooks_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required: the ETag of what you change, as you last saw it; * for whatever there is */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description https; plain http only in dev, to this machine. Private addresses are refused, also behind a name
                     * @example https://example.com/assent
                     */
                    url?: string;
                    /**
                     * @description A party on the register of recipients, with its country
                     * @example archive
                     */
                    recipient?: string;
                    /**
                     * @description Event types, or `*` for all, also those that come with later versions
                     * @example [
                     *       "recording.stored"
                     *     ]
                     */
                    events?: ("call.started" | "call.ended" | "consent.granted" | "consent.refused" | "consent.no_answer" | "consent.failed" | "consent.not_asked" | "consent.not_required" | "consent.withdrawn" | "recording.started" | "recording.blocked" | "recording.stored" | "recording.failed" | "recording.erased" | "erasure.completed" | "request.changed" | "greeting.published" | "retention.overdue" | "audit.checkpoint" | "webhook.disabled" | "*")[];
                    /**
                     * @description Only what is of these lines; null: everything, also what is of no line
                     * @example [
                     *       "main"
                     *     ]
                     */
                    lines?: string[] | null;
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_webhooks_id_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 24 */
                    overlap_hours?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_webhooks_id_test: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_webhooks_id_deliveries: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 100; 25 when absent */
                limit?: string;
                /** @description next_cursor of the page before, with the same filters */
                cursor?: string;
                /** @description Only in this state */
                state?: "waiting" | "pending" | "delivered" | "failed";
                /** @description Only of this event type */
                type?: "call.started" | "call.ended" | "consent.granted" | "consent.refused" | "consent.no_answer" | "consent.failed" | "consent.not_asked" | "consent.not_required" | "consent.withdrawn" | "recording.started" | "recording.blocked" | "recording.stored" | "recording.failed" | "recording.erased" | "erasure.completed" | "request.changed" | "greeting.published" | "retention.overdue" | "audit.checkpoint" | "webhook.disabled" | "webhook.test";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"][];
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_webhooks_id_deliveries_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDetail"];
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_webhooks_id_deliveries_delivery_replay: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_webhooks_id_replay: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new UUID for each act. Sent again, it is answered again and not done again: for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default failed
                     * @enum {string}
                     */
                    state?: "failed" | "delivered";
                    /**
                     * Format: date-time
                     * @example 2026-11-23T16:30:00Z
                     */
                    since: string;
                    /**
                     * Format: date-time
                     * @example 2026-11-23T16:30:00Z
                     */
                    until: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReplay"];
                };
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ledger_files_checkpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain; charset=utf-8": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ledger_files_log_vkey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain; charset=utf-8": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ledger_files_witness_vkeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain; charset=utf-8": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ledger_files_tsa_pem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain; charset=utf-8": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ledger_files_timestamp_size: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                size: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A TimeStampResp */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/timestamp-reply": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ledger_files_tile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description To If-None-Match with the ETag that would be answered */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document: `code` says which */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document: the gateway could not */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
