package functions

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"path"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

func readers(files Files) map[string]function.Function {
	read := func(convert func([]byte) (string, error)) function.Function {
		return ofText(func(name string) (string, error) {
			data, err := files.ReadFile(name)
			if err != nil {
				return "", err
			}
			return convert(data)
		})
	}
	all := map[string]function.Function{
		"file":       read(plainText),
		"filebase64": read(func(data []byte) (string, error) { return base64.StdEncoding.EncodeToString(data), nil }),
		"fileexists": fileExists(files),
		"fileset":    fileSet(files),
		"basename":   ofText(func(s string) (string, error) { return path.Base(s), nil }),
		"dirname":    ofText(func(s string) (string, error) { return path.Dir(s), nil }),
	}
	for name, d := range digests() {
		all["file"+name] = read(func(data []byte) (string, error) { return d.sum(data), nil })
	}
	return all
}

func plainText(data []byte) (string, error) {
	if !utf8.Valid(data) {
		return "", errors.New("the file is not valid UTF-8")
	}
	return string(data), nil
}

// fileExists: a file that may not be read is not known to be absent.
func fileExists(files Files) function.Function {
	return typed(cty.Bool, func(args []cty.Value) (cty.Value, error) {
		_, err := files.ReadFile(args[0].AsString())
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return cty.NilVal, err
		}
		return cty.BoolVal(err == nil), nil
	}, text("path"))
}

func fileSet(files Files) function.Function {
	return typed(cty.Set(cty.String), func(args []cty.Value) (cty.Value, error) {
		names, err := files.Glob(args[0].AsString(), args[1].AsString())
		if err != nil {
			return cty.NilVal, err
		}
		if len(names) == 0 {
			return cty.SetValEmpty(cty.String), nil
		}
		all := make([]cty.Value, len(names))
		for i, name := range names {
			all[i] = cty.StringVal(name)
		}
		return cty.SetVal(all), nil
	}, text("folder"), text("pattern"))
}
