package functions

import (
	"errors"
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func times() map[string]function.Function {
	return map[string]function.Function{
		"formatdate": stdlib.FormatDateFunc, "timeadd": stdlib.TimeAddFunc,
		"timecmp": typed(cty.Number, compareTimes, text("a"), text("b")),
	}
}

func compareTimes(args []cty.Value) (cty.Value, error) {
	a, errA := time.Parse(time.RFC3339, args[0].AsString())
	b, errB := time.Parse(time.RFC3339, args[1].AsString())
	if err := errors.Join(errA, errB); err != nil {
		return cty.NilVal, err
	}
	return cty.NumberIntVal(int64(a.Compare(b))), nil
}
