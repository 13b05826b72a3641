package functions

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	plainyaml "go.yaml.in/yaml/v3"
	"golang.org/x/text/encoding/ianaindex"
)

func encodings() map[string]function.Function {
	return map[string]function.Function{
		"base64decode":     ofText(decodeBase64),
		"base64encode":     ofText(encodeBase64),
		"base64gzip":       ofText(gzipBase64),
		"base64gunzip":     ofText(gunzipBase64),
		"urlencode":        ofText(func(s string) (string, error) { return url.QueryEscape(s), nil }),
		"urldecode":        ofText(url.QueryUnescape),
		"yamldecode":       dynamic(decodeYAML, text("text")),
		"yamlencode":       yaml.YAMLEncodeFunc,
		"textencodebase64": typed(cty.String, encodeText, text("text"), text("encoding")),
		"textdecodebase64": typed(cty.String, decodeText, text("text"), text("encoding")),
	}
}

func decodeYAML(args []cty.Value) (cty.Value, error) {
	if err := checkAliases(args[0].AsString()); err != nil {
		return cty.NilVal, err
	}
	return yaml.YAMLDecodeFunc.Call(args)
}

// checkAliases refuses YAML whose aliases make a small text a huge value.
func checkAliases(text string) error {
	if !strings.Contains(text, "&") || !strings.Contains(text, "*") {
		return nil
	}
	var ignored any
	return plainyaml.Unmarshal([]byte(text), &ignored)
}

func encodeBase64(s string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(s)), nil }

func decodeBase64(s string) (string, error) {
	data, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return "", err
	}
	if !utf8.Valid(data) {
		return "", errors.New("the result of decoding the provided string is not valid UTF-8")
	}
	return string(data), nil
}

func gzipBase64(s string) (string, error) {
	var buffer bytes.Buffer
	w := gzip.NewWriter(&buffer)
	if _, err := io.WriteString(w, s); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(buffer.Bytes()), nil
}

// mostUnpacked bounds what a compressed text may grow to.
const mostUnpacked = 4 << 20

func gunzipBase64(s string) (string, error) {
	data, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return "", err
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	plain, err := io.ReadAll(io.LimitReader(r, mostUnpacked+1))
	if err == nil && len(plain) > mostUnpacked {
		err = fmt.Errorf("the unpacked text is longer than %d bytes", mostUnpacked)
	}
	return string(plain), err
}

func encodeText(args []cty.Value) (cty.Value, error) {
	encoding, err := ianaindex.IANA.Encoding(args[1].AsString())
	if err != nil || encoding == nil {
		return cty.NilVal, errors.New("the encoding is not one that IANA lists")
	}
	data, err := encoding.NewEncoder().Bytes([]byte(args[0].AsString()))
	if err != nil {
		return cty.NilVal, err
	}
	return cty.StringVal(base64.StdEncoding.EncodeToString(data)), nil
}

func decodeText(args []cty.Value) (cty.Value, error) {
	encoding, err := ianaindex.IANA.Encoding(args[1].AsString())
	if err != nil || encoding == nil {
		return cty.NilVal, errors.New("the encoding is not one that IANA lists")
	}
	data, err := base64.StdEncoding.DecodeString(args[0].AsString())
	if err != nil {
		return cty.NilVal, err
	}
	plain, err := encoding.NewDecoder().Bytes(data)
	return cty.StringVal(string(plain)), err
}
