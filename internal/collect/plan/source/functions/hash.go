package functions

import (
	"crypto/md5"  //nolint:gosec // the function's name is md5
	"crypto/sha1" //nolint:gosec // the function's name is sha1
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"

	"github.com/google/uuid"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// digest is a hash algorithm and how its sum is written.
type digest struct {
	algorithm func() hash.Hash
	encode    func([]byte) string
}

// digests are the functions that sum up a text; with "file" before its name each sums up a file.
func digests() map[string]digest {
	return map[string]digest{
		"md5":    {md5.New, hex.EncodeToString},
		"sha1":   {sha1.New, hex.EncodeToString},
		"sha256": {sha256.New, hex.EncodeToString},
		"sha512": {sha512.New, hex.EncodeToString},
		"base64sha256": {
			sha256.New,
			base64.StdEncoding.EncodeToString,
		},
		"base64sha512": {sha512.New, base64.StdEncoding.EncodeToString},
	}
}

func (d digest) sum(data []byte) string {
	h := d.algorithm()
	h.Write(data)
	return d.encode(h.Sum(nil))
}

func hashes() map[string]function.Function {
	all := map[string]function.Function{"uuidv5": typed(cty.String, uuidV5, text("namespace"), text("name"))}
	for name, d := range digests() {
		all[name] = ofText(func(s string) (string, error) { return d.sum([]byte(s)), nil })
	}
	return all
}

// uuidV5 takes a namespace by name or as a UUID.
func uuidV5(args []cty.Value) (cty.Value, error) {
	known := map[string]uuid.UUID{
		"dns":  uuid.NameSpaceDNS,
		"url":  uuid.NameSpaceURL,
		"oid":  uuid.NameSpaceOID,
		"x500": uuid.NameSpaceX500,
	}
	name := args[0].AsString()
	space, ok := known[name]
	if !ok {
		var err error
		if space, err = uuid.Parse(name); err != nil {
			return cty.NilVal, fmt.Errorf("uuidv5 has no namespace %q", name)
		}
	}
	return cty.StringVal(uuid.NewSHA1(space, []byte(args[1].AsString())).String()), nil
}
