package account

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestKeyReferences: each service names a key in its own way, and AWS's own keys are none of the customer's.
func TestKeyReferences(t *testing.T) {
	const own, managed = "arn:aws:kms:us-east-1:123456789012:key/own", "arn:aws:kms:us-east-1:123456789012:key/managed"
	denied := model.Why{Reason: model.AccessDenied}
	r := &region{scan: newScan(Options{}), session: &session{id: "123456789012", partition: "aws"}, name: "us-east-1"}
	for _, c := range []struct {
		ref, want string
		isDenied  bool
	}{
		{"", "", false}, {own, own, false}, {"own", own, false}, {managed, "", false}, {"managed", "", false},
		{"alias/aws/sqs", "", false}, {"arn:aws:kms:us-east-1:123456789012:alias/aws/sqs", "", false},
		{"alias/jobs", own, false}, {"arn:aws:kms:us-east-1:123456789012:alias/jobs", own, false}, {"alias/other", "alias/other", false},
		{own, "unknown", true}, {"alias/aws/sqs", "", true},
	} {
		r.keys = keyring{managed: map[string]bool{managed: true},
			target: map[string]string{"alias/jobs": own, "arn:aws:kms:us-east-1:123456789012:alias/jobs": own}}
		if c.isDenied {
			r.keys = keyring{why: &denied}
		}
		if got := r.keyOf(model.Known(c.ref)).Or("unknown"); got != c.want {
			t.Errorf("%s: %s, want %s", c.ref, got, c.want)
		}
	}
}

// TestKeysOfEachKind: the keys of all kinds that are asked whether their keys rotate are brought to one form.
func TestKeysOfEachKind(t *testing.T) {
	key := model.Known("own")
	r := &region{scan: newScan(Options{}), session: &session{id: "1", partition: "aws"}, name: "us-east-1"}
	r.a = model.Architecture{
		Queues:  []model.Queue{{KMSKey: key}},
		Buckets: []model.Bucket{{KMSKey: key}},
		Tables:  []model.Table{{KMSKey: key}},
		FileSystems: []model.FileSystem{
			{KMSKey: key},
		},
		Databases: []model.Database{{KMSKey: key}},
		Caches:    []model.Cache{{KMSKey: key}},
		Topics:    []model.Topic{{KMSKey: key}},
	}
	const want = "arn:aws:kms:us-east-1:1:key/own"
	if used := r.linkKeys(); len(used) != 1 || used[0] != want {
		t.Errorf("used are %v", used)
	}
	n := 0
	r.a.EachEncrypted(func(noun model.Encrypted) {
		if n++; noun.EncryptionKey().Or("") != want {
			t.Errorf("that of %T is %s", noun, noun.EncryptionKey().Or("?"))
		}
	})
	if n != 7 {
		t.Errorf("%d things have keys", n)
	}
}
