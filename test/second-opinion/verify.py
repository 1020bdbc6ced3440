#!/usr/bin/env python3
"""A second implementation of the ledger's verifier, from the specifications, in plain Python 3 and its standard library.

Reads cases (JSON on stdin) and answers verdicts: {"ok": true, ...} or {"ok": false, "sentence": "..."}. It checks the
signed checkpoint (c2sp.org/signed-note, tlog-checkpoint), the whole tree (RFC 6962), the extension of an old
checkpoint, cosignatures (c2sp.org/tlog-cosignature), every domain rule and the recordings' files. It does not check
RFC 3161 timestamps.
"""
import base64, datetime, hashlib, json, os, re, sys

# --- Ed25519 verification (RFC 8032, 5.1 and 6), affine arithmetic in extended coordinates ----------------------------
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

def point_add(a, b):
    A = (a[1] - a[0]) * (b[1] - b[0]) % P
    B = (a[1] + a[0]) * (b[1] + b[0]) % P
    C = 2 * a[3] * b[3] * D % P
    E = 2 * a[2] * b[2] % P
    e, f, g, h = B - A, E - C, E + C, B + A
    return (e * f % P, g * h % P, f * g % P, e * h % P)

def point_mul(s, p):
    q = (0, 1, 1, 0)
    while s > 0:
        if s & 1:
            q = point_add(q, p)
        p = point_add(p, p)
        s >>= 1
    return q

def recover_x(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P != 0:
        return None
    return P - x if (x & 1) != sign else x

def decompress(s):
    y = int.from_bytes(s, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)

GY = 4 * pow(5, P - 2, P) % P
GX = recover_x(GY, 0)
G = (GX, GY, 1, GX * GY % P)

def ed25519(public, message, signature):
    a, r = decompress(public), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = point_mul(s, G), point_add(r, point_mul(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0

# --- notes and checkpoints --------------------------------------------------------------------------------------------
class Refused(Exception):
    pass

def b64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except Exception:
        raise Refused("base64 that is none")
    if base64.b64encode(data).decode() != text:
        raise Refused("base64 in another spelling")
    return data

def b64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")

def parse_vkey(text):
    name, key_id, encoded = text.split("+", 2)
    key = b64(encoded)
    if len(key) != 33 or key[0] not in (1, 4):
        raise Refused("a key of an unknown type")
    if hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() != key_id:
        raise Refused("a key whose id does not fit")
    return name, bytes.fromhex(key_id), key[0], key[1:]

def parse_note(note):
    split = note.rfind("\n\n")
    if split < 0 or not note.endswith("\n"):
        raise Refused("a note without signatures")
    lines = []
    for line in note[split + 2:-1].split("\n"):
        dash, name, encoded = line.split(" ")
        data = b64(encoded)
        if dash != "—" or len(data) <= 4:
            raise Refused("a malformed signature line")
        lines.append((name, data[:4], data[4:]))
    return note[:split + 1], lines

def signed_at(note, vkey):
    """Seconds for a cosignature, 0 for a signature, None when this key signed nothing."""
    name, key_id, kind, public = vkey
    text, lines = parse_note(note)
    for line_name, line_id, signature in lines:
        if (line_name, line_id) != (name, key_id):
            continue
        time = int.from_bytes(signature[:8], "big") if kind == 4 else 0
        message = f"cosignature/v1\ntime {time}\n{text}" if kind == 4 else text
        if len(signature) != (72 if kind == 4 else 64) or not ed25519(public, message.encode(), signature[-64:]):
            raise Refused("the note carries a wrong signature of a known key")
        return time
    return None

def open_checkpoint(note, vkey):
    text, _ = parse_note(note)
    origin, size, root = text.split("\n")[:3]
    if origin != vkey[0]:
        raise Refused("the checkpoint is of another log")
    if signed_at(note, vkey) is None:
        raise Refused("the checkpoint is not signed by the log's key")
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", size):
        raise Refused("the checkpoint has no plain decimal size")
    return origin, int(size), b64(root)

# --- the tree (RFC 6962, 2.1; RFC 9162, 2.1.3.2 and 2.1.4.2) ----------------------------------------------------------
def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()

def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()

def root_of(hashes):
    """MTH by its definition: split at the largest power of two smaller than n."""
    n = len(hashes)
    if n == 0:
        return hashlib.sha256(b"").digest()
    if n == 1:
        return hashes[0]
    k = 1 << (n - 1).bit_length() - 1
    return node_hash(root_of(hashes[:k]), root_of(hashes[k:]))

def included(index, size, leaf, path, root):
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root

def consistent(old, new, old_root, new_root, path):
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == hashlib.sha256(b"").digest()
    if old > new:
        return False
    if old & (old - 1) == 0:
        path = [old_root] + path
    if not path:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root

def tile_name(index):
    parts = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        parts.insert(0, f"x{index % 1000:03d}")
    return "/".join(parts)

def entries(folder, size):
    for tile in range((size + 255) // 256):
        width = min(256, size - tile * 256)
        base = os.path.join(folder, "tile", "entries", tile_name(tile))
        partial = base if width == 256 else f"{base}.p/{width}"
        path = partial if os.path.isfile(partial) else base
        if not os.path.isfile(path):
            raise Refused("an entry bundle is missing")
        data, at = open(path, "rb").read(), 0
        for _ in range(width):
            length = int.from_bytes(data[at:at + 2], "big")
            if at + 2 + length > len(data):
                raise Refused("an entry bundle does not hold the entries it should")
            yield data[at + 2:at + 2 + length]
            at += 2 + length
        if path == partial and at != len(data):
            raise Refused("an entry bundle does not hold the entries it should")

# --- leaves -----------------------------------------------------------------------------------------------------------
CONSENT = "answered call heard method party purpose script script_sha256 | policy recipients"
FILE = "ciphertext_len ciphertext_sha256 delete_after rec segments"
MEMBERS = {  # required | optional, beside v id ts type _sd _sd_alg
    "ledger.opened": "key origin | previous", "ledger.key": "key origin",
    "kek.created": "fingerprint kek", "kek.destroyed": "fingerprint kek",
    "config.changed": "after before document_version | by", "call.answered": "call line",
    "consent.granted": "attempts " + CONSENT, "consent.refused": CONSENT, "consent.no_answer": CONSENT,
    "consent.failed": "reason " + CONSENT, "consent.not_asked": "reason " + CONSENT,
    "consent.not_required": "basis mode " + CONSENT, "consent.withdrawn": "consent " + CONSENT,
    "recording.started": "call call_key_thumbprint consent header_sha256 kek_fingerprint key_commitment rec",
    "recording.paused": "media_ms rec | reason", "recording.resumed": "media_ms rec",
    "recording.stopped": "by media_ms rec",
    "recording.sealed": FILE, "recording.recovered": FILE, "recording.resealed": FILE + " replaces_sha256",
    "recording.failed": "reason rec", "recording.blocked": "call reason", "recording.lost": "reason rec",
    "recording.shredded": "reason rec | ciphertext_sha256", "recording.moved": "by ciphertext_sha256 place rec",
    "call.ended": "answered call outcome | frames time_to_agent_ms",
    "party.joined": "call party", "party.left": "call party", "party.held": "call party",
    "retention.changed": "reason rec until", "hold.set": "reason rec | until", "hold.released": "reason rec",
    "restriction.set": "reason rec | until", "restriction.lifted": "reason rec",
    "access.played": "ranges rec", "access.exported": "| call rec scope", "access.unmasked": "call",
    "access.denied": "reason | call rec", "key.used": "purpose rec", "carrier.recording_found": "call recordings removed trunk",
    "erasure.requested": "request", "erasure.deferred": "reason request | rec until", "erasure.executed": "request",
    "request.changed": "kind request state | manifest", "request.extended": "request until", "request.denied": "act reason request",
    "record.changed": "by object state subject | request",
    "people.changed": "by change subject", "people.denied": "permission principal | call rec",
}
NEXT = {  # what may follow each state of a request
    "received": "verified refused", "verified": "assessed refused", "assessed": "assessed executed refused",
    "executed": "notified", "refused": "notified", "notified": "",
}
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
HASH = re.compile(r"[A-Za-z0-9_-]{43}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")

def parse_leaf(entry):
    def once(pairs):
        if len({name for name, _ in pairs}) != len(pairs):
            raise Refused("a member twice")
        return dict(pairs)
    try:
        text = entry.decode("utf-8")
        leaf = json.loads(text, object_pairs_hook=once)
    except ValueError:
        raise Refused("is not UTF-8 JSON")
    # Members here are ASCII and numbers integers, for which this is RFC 8785.
    if json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False) != text:
        raise Refused("is not in canonical form")
    members = MEMBERS.get(leaf.get("type")) if isinstance(leaf, dict) else None
    if members is None:
        raise Refused("is of no known type")
    required, _, optional = members.partition("|")
    need = {"v", "id", "ts", "type", *required.split()}
    if not need <= leaf.keys() <= need | {"_sd", "_sd_alg", *optional.split()}:
        raise Refused("has not the members of its type")
    if leaf["v"] != 1 or not UUID.fullmatch(leaf["id"]) or not TIME.fullmatch(leaf["ts"]):
        raise Refused("has malformed members")
    for name in ("call", "rec", "request"):
        if name in leaf and not UUID.fullmatch(leaf[name]):
            raise Refused("has malformed members")
    for name in ("script_sha256", "header_sha256", "key_commitment", "ciphertext_sha256", "fingerprint", "recipients", "manifest"):
        if name in leaf and not HASH.fullmatch(leaf[name]):
            raise Refused("has malformed members")
    return leaf

def millis(ts):
    return datetime.datetime.fromisoformat(ts.replace("Z", "+00:00")).timestamp() * 1000

# --- the rules --------------------------------------------------------------------------------------------------------
class Rules:
    def __init__(self, origin, spki):
        self.origin, self.spki = origin, spki
        self.ids, self.calls, self.recordings, self.requests, self.asked = set(), {}, {}, set(), {}
        self.records = {}
        self.key, self.continues, self.last = None, False, None

    def see(self, i, leaf, hashed):
        def no(why):
            raise Refused(f"leaf {i} {why}")
        kind = leaf["type"]
        if leaf["id"] in self.ids:
            no("repeats the id of an earlier leaf")
        self.ids.add(leaf["id"])
        batched = kind == "recording.shredded" or kind.startswith("erasure.")
        if not batched and (kind, leaf.get("state")) != ("record.changed", "deleted"):
            self.last = millis(leaf["ts"])
        if (i == 0) != (kind == "ledger.opened"):
            no("opens the ledger a second time" if i else "does not open the ledger")
        call = self.calls.get(leaf.get("call"))
        if kind in ("ledger.opened", "ledger.key"):
            if leaf["origin"] != self.origin:
                no("is of another origin than the checkpoint")
            self.key = leaf["key"]
            self.continues = self.continues or "previous" in leaf
        elif kind == "call.answered":
            if call:
                no("answers a call that was answered before")
            self.calls[leaf["call"]] = {"at": i, "ts": millis(leaf["ts"]), "ended": False, "consent": {}, "started": 0,
                                        "failed": False, "written": None}
        elif kind.startswith("consent.") or kind == "call.ended":
            if not call:
                no("is about a call that was not answered before")
            if leaf["answered"] != call["at"]:
                no("refers to the answering of another call")
            self.consent(no, i, leaf, call, hashed) if kind != "call.ended" else self.ended(no, leaf, call)
        elif kind.startswith("party.") or kind in ("recording.blocked", "carrier.recording_found"):
            if not call:
                no("is about a call that was not answered before")
        elif kind == "access.unmasked":
            if not call and not self.continues:
                no("is about a call that was not answered before")
        elif kind.startswith("request."):
            self.request(no, leaf)
        elif kind == "record.changed":
            self.record(no, leaf)
        elif kind == "erasure.requested":
            self.requests.add(leaf["request"])
        elif kind.startswith("erasure."):
            if leaf["request"] not in self.requests and not self.continues:
                no("acts on an erasure that was not requested before")
        elif kind == "recording.started":
            self.start(no, i, leaf, call)
        elif kind.startswith(("recording.", "hold.", "restriction.")) or kind in ("retention.changed", "access.played", "key.used"):
            self.recording(no, i, leaf, kind)

    def record(self, no, leaf):
        known = self.records.get(leaf["subject"])
        if not known:
            if leaf["state"] == "set":
                self.records[leaf["subject"]] = {"object": leaf["object"], "deleted": False}
            elif not self.continues:
                no("changes a record that was not set before")
            return
        if known["object"] != leaf["object"]:
            no("makes another kind of a record")
        if known["deleted"]:
            no("changes a record that was deleted")
        known["deleted"] = leaf["state"] == "deleted"

    def request(self, no, leaf):
        asked = self.asked.get(leaf["request"])
        if not asked:
            if leaf.get("state") == "received":
                self.asked[leaf["request"]] = {"kind": leaf["kind"], "state": "received", "extended": False}
            elif not self.continues:
                no("is about a request that was not received before")
        elif leaf["type"] == "request.changed":
            if leaf["kind"] != asked["kind"]:
                no("makes another kind of a request")
            if leaf["state"] not in NEXT[asked["state"]].split():
                no(f"makes a request {leaf['state']} that was {asked['state']}")
            asked["state"] = leaf["state"]
        elif leaf["type"] == "request.extended":
            if asked["extended"]:
                no("extends a request a second time")
            if "refused" not in NEXT[asked["state"]].split():
                no("extends a request that was decided")
            asked["extended"] = True

    def consent(self, no, i, leaf, call, hashed):
        state = call["consent"].get(leaf["party"])
        if leaf["type"] == "consent.withdrawn":
            if not state or state["at"] != leaf["consent"] or state["type"] not in ("consent.granted", "consent.not_required"):
                no("withdraws what is no authority of this party in its call")
            if state["withdrawn"]:
                no("withdraws a consent that was withdrawn before")
            state["withdrawn"] = True
            return
        if call["ended"]:
            no("states a consent after its call had ended")
        if state:
            no(f"is a second consent state of the {leaf['party']} of its call")
        if leaf["type"] == "consent.not_required" and leaf.get("policy", {}).get("mode", leaf["mode"]) != leaf["mode"]:
            no("rests on a mode that its policy did not decide")
        call["consent"][leaf["party"]] = {"at": i, "type": leaf["type"], "withdrawn": False, "hash": hashed,
                                          "authority": leaf["type"] in ("consent.granted", "consent.not_required")}

    def ended(self, no, leaf, call):
        if call["ended"]:
            no("ends a call that had ended")
        if "caller" not in call["consent"]:
            no("ends a call without a consent state of its caller")
        call["ended"] = True
        f = leaf.get("frames")
        if f is None:
            if leaf["outcome"] != "interrupted":
                no("ends a call without its frame counters")
            return
        call["written"] = f["written"]
        if f["received"] != f["before_consent"] + f["written"] + f["paused"] + f["after_withdrawal"] and not call["failed"]:
            no("has frame counters that do not add up")
        if f["written"] > 0 and call["started"] == 0:
            no("counts written frames in a call without a recording")

    def start(self, no, i, leaf, call):
        if leaf["rec"] in self.recordings:
            no("starts a recording that was started before")
        if not call:
            no("records a call that was not answered before")
        consent = next((s for s in call["consent"].values() if s["at"] == leaf["consent"]), None)
        if not consent or not consent["authority"]:
            no("starts a recording without an earlier consent in its call")
        if call["ended"]:
            no("starts a recording after its call had ended")
        for party in ("caller", "agent"):
            state = call["consent"].get(party)
            if not state or not state["authority"]:
                no(f"starts a recording that the {party} is not covered for")
            if state["withdrawn"]:
                no(f"starts a recording after the {party}'s consent was withdrawn")
        call["started"] += 1
        self.recordings[leaf["rec"]] = {"at": i, "call": leaf["call"], "consent": consent, "header": leaf["header_sha256"],
                                        "key": leaf["key_commitment"], "file": None, "failed": False, "stopped": False, "moved": False,
                                        "shredded": False}

    def recording(self, no, i, leaf, kind):
        rec = self.recordings.get(leaf["rec"])
        if not rec:
            if self.continues:
                return
            no("is about a recording that was not started before")
        if rec["shredded"]:
            no("is about a recording that had been shredded")
        if kind == "recording.resumed" and rec["consent"]["withdrawn"]:
            no("resumes a recording whose consent was withdrawn")
        if kind == "recording.resumed" and rec["stopped"]:
            no("resumes a recording that was stopped for good")
        if kind == "recording.stopped":
            if rec["file"]:
                no("stops a recording that was closed before")
            rec["stopped"] = True
        if kind in ("recording.sealed", "recording.recovered"):
            if rec["file"]:
                no("closes a recording that was closed before")
            rec["file"] = (i, leaf["ciphertext_sha256"], leaf["ciphertext_len"])
        if kind == "recording.resealed":
            if not rec["file"] or rec["file"][1] != leaf["replaces_sha256"]:
                no("replaces a ciphertext that is not the recording's")
            rec["file"] = (i, leaf["ciphertext_sha256"], leaf["ciphertext_len"])
        if kind in ("recording.failed", "recording.lost"):
            rec["failed"] = self.calls[rec["call"]]["failed"] = True
        if kind == "recording.moved":
            if not rec["file"] or rec["file"][1] != leaf["ciphertext_sha256"]:
                no("moves a ciphertext that is not the recording's")
            if rec["moved"]:
                no("moves a recording that was moved before")
            rec["moved"] = True
        if kind == "recording.shredded":
            if rec["file"] and leaf.get("ciphertext_sha256", rec["file"][1]) != rec["file"][1]:
                no("shreds a ciphertext that is not the recording's")
            rec["shredded"] = True

    def end(self):
        if self.key != self.spki:
            raise Refused("leaf 0 and the key changes after it do not name the key that signed the checkpoint")
        long = (self.last or 0) - 48 * 3600_000
        for call in self.calls.values():
            if not call["ended"] and call["ts"] < long:
                raise Refused(f"leaf {call['at']} answers a call that was never ended")
        for rec in self.recordings.values():
            call = self.calls[rec["call"]]
            if not (rec["file"] or rec["failed"] or rec["shredded"]) and call["ts"] < long:
                raise Refused(f"leaf {rec['at']} starts a recording that was never closed")
            if rec["file"] and rec["file"][2] > 56 and call["written"] == 0:
                raise Refused(f"leaf {rec['file'][0]} seals audio of a call whose counters say that none was written")

    def files(self, folder):
        for name, rec in self.recordings.items():
            header, stream = (os.path.join(folder, f"{name}.{end}") for end in ("header.json", "tink"))
            if rec["shredded"] or not rec["file"] or not os.path.isfile(header) or not os.path.isfile(stream):
                continue
            data = open(header, "rb").read()
            if b64url(hashlib.sha256(data).digest()) != rec["header"]:
                raise Refused(f"leaf {rec['at']} states another hash than its recording's header has")
            said = json.loads(data)
            if (said["recording_id"], said["call_id"], said["key_commitment"], said["authority"]["index"], said["authority"]["leaf_hash"]) != (
                    name, rec["call"], rec["key"], rec["consent"]["at"], b64url(rec["consent"]["hash"])):
                raise Refused(f"leaf {rec['at']} names a header that tells of another recording, call, key or consent")
            data = open(stream, "rb").read()
            if len(data) != rec["file"][2]:
                raise Refused(f"leaf {rec['file'][0]} states another length than its ciphertext has")
            if b64url(hashlib.sha256(data).digest()) != rec["file"][1]:
                raise Refused(f"leaf {rec['file'][0]} states another hash than its ciphertext has")

# --- one case ---------------------------------------------------------------------------------------------------------
def verify(case):
    folder, vkey = case["folder"], parse_vkey(case["vkey"].strip())
    note = open(os.path.join(folder, "checkpoint"), encoding="utf-8").read()
    origin, size, root = open_checkpoint(note, vkey)
    old = open_checkpoint(case["old"], vkey) if case.get("old") else None
    if old and old[1] > size:
        raise Refused("the log is shorter than an old checkpoint: it was cut or replaced")
    if old and old[1] == size and old[2] != root:
        raise Refused("two different logs of one size were signed")
    anchors, recent = [], 0
    since = datetime.datetime.fromisoformat(case["since"].replace("Z", "+00:00")).timestamp() if case.get("since") else 0
    for text in case.get("witnesses", []):
        time = signed_at(note, parse_vkey(text))
        if time is not None:
            anchors.append((size, time * 1000))
            recent += time >= since
        before = signed_at(case["old"], parse_vkey(text)) if old else None
        if before is not None:
            anchors.append((old[1], before * 1000))
    if recent < case.get("quorum", 0):
        raise Refused("too few witnesses have signed this checkpoint")
    spki = b64url(bytes.fromhex("302a300506032b6570032100") + vkey[3])
    rules, failure, hashes = Rules(origin, spki), None, []
    for i, entry in enumerate(entries(folder, size)):
        hashes.append(leaf_hash(entry))
        if failure:
            continue
        try:
            try:
                leaf = parse_leaf(entry)
            except Refused as why:
                raise Refused(f"leaf {i} is not a leaf: {why}")
            rules.see(i, leaf, hashes[i])
            for at, time in anchors:
                if i >= at and millis(leaf["ts"]) < time - 48 * 3600_000:
                    raise Refused(f"leaf {i} is dated days before others had signed the log without it")
                if i < at and millis(leaf["ts"]) > time + 48 * 3600_000:
                    raise Refused(f"leaf {i} is dated days after others had signed the log with it")
        except Refused as why:
            failure = why
    if root_of(hashes) != root:
        raise Refused("the leaves do not give the root that was signed")
    if old and root_of(hashes[:old[1]]) != old[2]:
        raise Refused("the leaves are not those of the old checkpoint")
    if failure:
        raise failure
    rules.end()
    rules.files(os.path.join(folder, "recordings"))
    return {"ok": True, "size": size, "root": base64.b64encode(root).decode(), "calls": len(rules.calls),
            "recordings": len(rules.recordings)}

def prove(case):
    """Proofs that were made elsewhere: {"inclusion": [...], "consistency": [...]}, each answered with true or false."""
    raw = lambda texts: [b64(text) for text in texts]
    return {
        "inclusion": [included(p["index"], p["size"], b64(p["leaf"]), raw(p["path"]), b64(p["root"])) for p in case["inclusion"]],
        "consistency": [consistent(p["old"], p["new"], b64(p["old_root"]), b64(p["new_root"]), raw(p["path"])) for p in case["consistency"]],
    }

def answer(case):
    if case.get("members"):
        return {"members": {kind: sorted(text.replace("|", " ").split()) for kind, text in MEMBERS.items()}}
    try:
        return prove(case) if "inclusion" in case else verify(case)
    except Refused as why:
        return {"ok": False, "sentence": str(why)}
    except (KeyError, ValueError, TypeError, OSError) as why:
        return {"ok": False, "sentence": f"malformed: {why!r}"}

if __name__ == "__main__":
    json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
