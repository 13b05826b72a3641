resource "aws_vpc" "a" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "b" {
  cidr_block = "10.1.0.0/16"
}

locals {
  unknown = aws_vpc.a.id == "vpc-1"
}

resource "terraform_data" "answer" {
  input = {
    undecided   = local.unknown ? aws_vpc.a.id : aws_vpc.b.id
    same        = local.unknown ? aws_vpc.a.id : aws_vpc.a.id
    negated     = !local.unknown ? "x" : "y"
    and         = local.unknown && false ? "x" : aws_vpc.b.id
    or          = local.unknown || true ? aws_vpc.b.id : "x"
    not_empty   = aws_vpc.a.id != "" && aws_vpc.a.id != null ? aws_vpc.b.id : "x"
    by_length   = length([aws_vpc.a.id, aws_vpc.b.id]) > 1 ? aws_vpc.b.id : "x"
    list        = local.unknown ? [aws_vpc.a.id] : []
    prefix      = startswith("${aws_vpc.a.id}x", "vpc") ? "p" : "q"
    other       = "x-${aws_vpc.a.id}" == "y" ? "p" : aws_vpc.b.id
    member      = local.unknown ? { id = aws_vpc.a.id, n = 1 } : { id = aws_vpc.b.id, n = 1 }
    coalesce    = coalesce(local.unknown ? "" : aws_vpc.a.id, aws_vpc.b.id)
    index       = [aws_vpc.a.id, aws_vpc.b.id][local.unknown ? 1 : 0]
    nested      = { a = { b = [{ c = aws_vpc.a.id }] } }.a.b[0].c
    try_convert = try(tonumber("x"), aws_vpc.a.id)
    try_index   = try([aws_vpc.a.id][1], aws_vpc.b.id)
    try_null    = try(null, aws_vpc.b.id) == null ? aws_vpc.a.id : "x"
    can_key     = can({ a = aws_vpc.a.id }.b) ? "x" : aws_vpc.a.id
    can_parse   = can(jsondecode("{")) ? "x" : aws_vpc.a.id
    set         = toset([aws_vpc.a.id, aws_vpc.b.id])
    set_one     = one(toset([aws_vpc.a.id]))
    set_for     = { for id in toset(["a", "b"]) : id => aws_vpc.a.id }
    sorted      = sort([aws_vpc.b.id, aws_vpc.a.id])
    distinct    = length(distinct([aws_vpc.a.id, aws_vpc.a.id]))
    number      = length(aws_vpc.a.id) + 1
  }
}
