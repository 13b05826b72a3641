#!/usr/bin/env python3
"""Makes rules.json and LICENSE of the rules of gitleaks, as its release on the Go module proxy has them.

usage: make_rules.py VERSION     in this directory, such as make_rules.py v8.30.1; then state version and date in README.md
"""
import json, pathlib, subprocess, sys, tomllib

MODULE = "github.com/zricethezav/gitleaks/v8"
# Left out, each for a reason: credential-name is our own rule for any name, by name and value; the others
# find what identifies somebody and opens nothing.
LEFT_OUT = {"generic-api-key", "adobe-client-id", "asana-client-id", "bitbucket-client-id", "discord-client-id",
            "linkedin-client-id", "looker-client-id", "sumologic-access-id", "plaid-client-id",
            "dropbox-client-id", "messagebird-client-id", "new-relic-user-api-id", "sendbird-access-id", "mailgun-pub-key", "flutterwave-public-key", "lob-pub-api-key"}


def allowlists(rule):
    for a in rule.get("allowlists", []):
        # what also asks for a path never holds where there are no files
        if a.get("paths") and a.get("condition") == "AND" or not (a.get("regexes") or a.get("stopwords")):
            continue
        yield {k: v for k, v in {"all": a.get("condition") == "AND", "target": a.get("regexTarget"),
                                 "regexes": a.get("regexes"), "stopwords": a.get("stopwords")}.items() if v}


def convert(rule):
    return {k: v for k, v in {"id": rule["id"], "regex": rule["regex"], "entropy": rule.get("entropy"), "group": rule.get("secretGroup"),
                              "keywords": rule["keywords"], "allowlists": list(allowlists(rule))}.items() if v}


module = json.loads(subprocess.check_output(["go", "mod", "download", "-json", MODULE + "@" + sys.argv[1]], cwd="/"))
root, here = pathlib.Path(module["Dir"]), pathlib.Path(__file__).parent
config = tomllib.loads((root / "config/gitleaks.toml").read_text())
rules = [convert(r) for r in config["rules"] if r.get("regex") and not r.get("path") and r["id"] not in LEFT_OUT]
everywhere = {k: config["allowlist"][k] for k in ("regexes", "stopwords")}
text = ",\n".join(json.dumps(r, ensure_ascii=False) for r in rules)
(here / "rules.json").write_text('{"allowlist": %s,\n"rules": [\n%s\n]}\n' % (json.dumps(everywhere), text))
(here / "LICENSE").write_text((root / "LICENSE").read_text())
